package org.naze.report;

import java.util.List;
import java.util.Map;

/**
 * How the text is laid out.
 *
 * @param columns the width to fit, at least 40
 * @param color whether ANSI colours may be used
 * @param ascii whether only ASCII may be used for marks and lines
 */
public record Layout(int columns, boolean color, boolean ascii) {
    /** Plain text of 80 columns. */
    public static final Layout PLAIN = new Layout(80, false, false);

    public Layout {
        columns = Math.max(40, columns);
    }

    /** Words and what they mean side by side, wrapped to the width. */
    public String table(Map<String, String> meanings) {
        int widest = meanings.keySet().stream().mapToInt(Width::of).max().orElse(0);
        String indent = " ".repeat(widest + 2);
        var text = new StringBuilder();
        meanings.forEach((word, meaning) -> {
            List<String> lines = Width.wrap(meaning, columns - widest - 2);
            text.append(Width.pad(word, widest + 2));
            text.append(String.join("\n" + indent, lines)).append('\n');
        });
        return text.toString();
    }

    String mark(String unicode, String plain) {
        return ascii ? plain : unicode;
    }

    String paint(Color color, String text) {
        return this.color ? "\u001b[" + color.code + "m" + text + "\u001b[0m" : text;
    }

    /** Colours that can be read on a dark and on a light ground. */
    enum Color {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        CYAN("36");

        private final String code;

        Color(String code) {
            this.code = code;
        }
    }
}
