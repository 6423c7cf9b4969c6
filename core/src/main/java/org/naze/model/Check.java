package org.naze.model;

import java.util.List;
import java.util.Map;

/**
 * The one further check that tells apart causes which look alike from here; its words stand in the
 * report's messages under {@code check.<key>}.
 *
 * @param between the causes that it tells apart
 */
public record Check(
        String key,
        List<String> between,
        Where where,
        Command command,
        Map<String, String> values) {
    public Check {
        between = List.copyOf(between);
        values = Map.copyOf(values);
    }
}
