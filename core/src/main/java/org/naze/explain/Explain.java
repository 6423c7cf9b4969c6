package org.naze.explain;

/** What an error text, a stack trace or a log line says of a connection. Pure: asks nobody. */
public final class Explain {
    private Explain() {}

    /**
     * Explains one text, of which at most {@value ErrorText#MOST_CHARS} characters are read, half
     * from its beginning and half from its end. Takes time in proportion to the text's length.
     */
    public static Explained explain(String given) {
        ErrorText text = ErrorText.of(given);
        Told told = Told.in(text);
        Named named = Targets.in(text, told);
        return new Explained(
                told.symptom().id(),
                named.host(),
                named.port(),
                named.scheme(),
                Runtimes.of(text),
                LikelyCauses.of(told.symptom(), named, text));
    }
}
