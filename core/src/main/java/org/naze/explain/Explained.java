package org.naze.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an error text says.
 *
 * @param symptom the contract's word
 * @param host what the text itself names as the thing connected to (a name, a numeric address
 *     without brackets, a Unix socket's path), or null where it does not
 * @param port of that thing, or null; never a scheme's default
 * @param scheme of the URL in which the text names it, or null
 * @param runtime what wrote the text, or null where nothing gives it away
 * @param causes ids of causes that fit, most probable first; empty where no connection failed
 */
public record Explained(
        String symptom,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String scheme,
        @Nullable String runtime,
        List<String> causes) {
    public Explained {
        causes = List.copyOf(causes);
    }
}
