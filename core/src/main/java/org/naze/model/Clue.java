package org.naze.model;

import java.util.Map;

/**
 * A fact's bearing on a finding; the words stand in the cause's catalogue under {@code
 * evidence.<key>}.
 *
 * @param supports it speaks for the finding; otherwise against it
 * @param values what the words' placeholders stand for
 */
public record Clue(boolean supports, String key, Map<String, String> values, Fact fact) {
    public Clue {
        values = Map.copyOf(values);
    }
}
