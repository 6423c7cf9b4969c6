package org.naze.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do, as data; the words stand in the cause's catalogue under {@code remedy.<key>}, what it
 * may cost under {@code risk.<key>} where there is such a line.
 *
 * @param values what the words' placeholders stand for
 * @param command complete for its machine, or null where words alone can say it
 * @param undo takes the command back, or null where nothing needs to be
 * @param persistent whether it outlives a reboot
 */
public record Remedy(
        Where where,
        String key,
        Map<String, String> values,
        @Nullable Command command,
        @Nullable Command undo,
        boolean persistent) {
    public Remedy {
        values = Map.copyOf(values);
    }

    /** Words alone. */
    public static Remedy words(Where where, String key, Map<String, String> values) {
        return new Remedy(where, key, values, null, null, true);
    }

    /** A command that only looks. */
    public static Remedy look(
            Where where, String key, Map<String, String> values, Command command) {
        return new Remedy(where, key, values, command, null, true);
    }
}
