package org.naze.model;

import java.util.Map;

/**
 * One stretch of the way from client to server; its words stand in the report's messages under
 * {@code step.<name>} and {@code step.<name>.<key>}.
 *
 * @param ms how long it took, milliseconds; 0 where nothing was timed
 */
public record Step(String name, Status status, long ms, String key, Map<String, String> values) {
    /** How the stretch went. */
    public enum Status {
        OK,
        FAILED,
        WARNING,
        SKIPPED
    }

    public Step {
        values = Map.copyOf(values);
    }
}
