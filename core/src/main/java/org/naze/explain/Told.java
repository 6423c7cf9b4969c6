package org.naze.explain;

/**
 * What a text says went wrong, and where it says so.
 *
 * @param at where the telling phrase begins; 0 where none does
 */
record Told(Symptom symptom, int at) {
    private static final PhraseTable TABLE = PhraseTable.read("symptoms.txt");

    /** A text without a phrase that tells of a connection tells of none. */
    static Told in(ErrorText text) {
        return TABLE.strongest(text)
                .map(hit -> new Told(Symptom.of(hit.row().name()), hit.match().start()))
                .orElse(new Told(Symptom.NOT_CONNECTION, 0));
    }
}
