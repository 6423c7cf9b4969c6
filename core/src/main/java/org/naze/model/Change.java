package org.naze.model;

import java.util.Map;

/**
 * Something that was otherwise when it did not work; its words stand in the report's messages under
 * {@code change.<key>}.
 */
public record Change(String key, Map<String, String> values) {
    public Change {
        values = Map.copyOf(values);
    }
}
