package org.naze.report;

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
