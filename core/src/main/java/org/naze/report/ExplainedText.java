package org.naze.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.naze.explain.Explained;

/** What an error text means, for people. Immutable. */
public final class ExplainedText {
    private static final int SHOWN_CAUSES = 5;
    private static final String NO_CONNECTION = "not-connection";

    private final Words words;
    private final Layout layout;

    public ExplainedText(Words words, Layout layout) {
        this.words = words;
        this.layout = layout;
    }

    /** What the text says and what is usually behind it, lines ended by a line feed. */
    public String of(Explained explained) {
        var sheet = new Sheet(words, layout);
        sheet.paragraph("", "  ", says(explained));
        if (!explained.causes().isEmpty()) {
            sheet.line("", words.message("explain.causes"), Layout.Color.BOLD);
        }
        explained.causes().stream()
                .limit(SHOWN_CAUSES)
                .forEach(id -> sheet.bullet(words.noted(title(id), id)));
        return sheet.text();
    }

    /** The same, and how to find out which cause it is. */
    public String withHint(Explained explained) {
        if (isNone(explained)) {
            return of(explained);
        }
        var sheet = new Sheet(words, layout);
        sheet.arrow("", words.message("explain.no-target"));
        return of(explained) + sheet.text();
    }

    /** What the text says, ended by a line feed. */
    public String briefly(Explained explained) {
        var sheet = new Sheet(words, layout);
        sheet.paragraph("", "  ", says(explained));
        return sheet.text();
    }

    private String says(Explained explained) {
        String at = at(explained);
        String symptom = words.message("symptom." + explained.symptom());
        if (isNone(explained)) {
            return words.message("explain.not-connection");
        }
        return at == null
                ? words.message("explain.says", Map.of("symptom", symptom))
                : words.message("explain.says-at", Map.of("symptom", symptom, "at", at));
    }

    private static boolean isNone(Explained explained) {
        return explained.symptom().equals(NO_CONNECTION);
    }

    private static @Nullable String at(Explained explained) {
        return explained.host() == null || explained.port() == null
                ? explained.host()
                : endpoint(explained.host(), explained.port());
    }

    private static String endpoint(String host, int port) {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }

    private String title(String id) {
        return words.causeIfAny(id, "title", Map.of())
                .orElseGet(() -> words.message("title." + id));
    }
}
