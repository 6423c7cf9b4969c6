package org.naze.explain;

import org.jspecify.annotations.Nullable;

/** What wrote a text. */
final class Runtimes {
    private static final PhraseTable TABLE = PhraseTable.read("runtimes.txt");

    private Runtimes() {}

    /** The runtime that a text gives away, or null. */
    static @Nullable String of(ErrorText text) {
        return TABLE.strongest(text).map(hit -> hit.row().name()).orElse(null);
    }
}
