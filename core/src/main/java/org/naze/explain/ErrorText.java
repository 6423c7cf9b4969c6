package org.naze.explain;

import java.util.Locale;

/**
 * A text to explain, bounded and without what only steers terminals. Lines end in {@code \n}.
 *
 * @param lower the same text, character by character in lower case
 */
record ErrorText(String text, String lower) {
    /** Longer texts keep their beginning and their end: the first error, and the deepest cause. */
    static final int MOST_CHARS = 64 * 1024;

    static ErrorText of(String given) {
        String text = plain(unquoted(bounded(given)));
        return new ErrorText(text, lowered(text));
    }

    private static String bounded(String given) {
        if (given.length() <= MOST_CHARS) {
            return given;
        }
        int half = MOST_CHARS / 2;
        int headEnd = given.lastIndexOf('\n', half);
        int tailStart = given.indexOf('\n', given.length() - half);
        return given.substring(0, headEnd > half / 2 ? headEnd : half)
                + "\n"
                + given.substring(
                        tailStart >= 0 && tailStart < given.length() - half / 2
                                ? tailStart + 1
                                : given.length() - half);
    }

    /** A log line that is JSON holds the text with its line ends and quotes escaped. */
    private static String unquoted(String given) {
        String text = given.replace("\\\"", "\"").replace("&quot;", "\"").replace("&#39;", "'");
        return text.indexOf('\n') < 0 && text.contains("\\n")
                ? text.replace("\\n", "\n").replace("\\t", "\t")
                : text;
    }

    private static String plain(String given) {
        var text = new StringBuilder(given.length());
        for (int i = 0; i < given.length(); ) {
            if (given.charAt(i) == '\u001b' || given.charAt(i) == '\u009b') {
                i = afterEscape(given, i);
                continue;
            }
            int c = given.codePointAt(i);
            i += Character.charCount(c);
            append(text, c);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int c) {
        switch (c) {
            case '\n', '\u2028', '\u2029' -> text.append('\n');
            case '\r' -> {
                // Of CR LF the LF stays.
            }
            case '\u2018', '\u2019' -> text.append('\'');
            case '\u201c', '\u201d' -> text.append('"');
            case '\uff1a' -> text.append(':');
            case '\uff08' -> text.append('(');
            case '\uff09' -> text.append(')');
            default -> {
                int type = Character.getType(c);
                if (type == Character.CONTROL || Character.isSpaceChar(c)) {
                    text.append(' ');
                } else if (type != Character.FORMAT && type != Character.SURROGATE) {
                    text.appendCodePoint(c);
                }
            }
        }
    }

    /**
     * Where an escape sequence ends (ECMA-48 §5.4 CSI, §8.3.89 OSC; any other has two characters).
     */
    private static int afterEscape(String text, int at) {
        int next = at + 1;
        if (text.charAt(at) == '\u001b') {
            if (next < text.length() && text.charAt(next) == ']') {
                return afterCommand(text, next + 1);
            }
            if (next >= text.length() || text.charAt(next) != '[') {
                return Math.min(text.length(), next + 1);
            }
            next++;
        }
        while (next < text.length() && text.charAt(next) >= 0x20 && text.charAt(next) < 0x40) {
            next++;
        }
        return Math.min(text.length(), next + 1);
    }

    private static int afterCommand(String text, int at) {
        int end = at;
        while (end < text.length()
                && text.charAt(end) != '\u0007'
                && text.charAt(end) != '\u001b') {
            end++;
        }
        boolean two =
                end + 1 < text.length()
                        && text.charAt(end) == '\u001b'
                        && text.charAt(end + 1) == '\\';
        return Math.min(text.length(), end + (two ? 2 : 1));
    }

    /** As {@link String#toLowerCase()}, but never another length: positions must agree. */
    private static String lowered(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() == text.length()) {
            return lower;
        }
        var each = new StringBuilder(text.length());
        text.chars().forEach(c -> each.append(Character.toLowerCase((char) c)));
        return each.toString();
    }

    /** Where the line that holds a position begins. */
    int lineStart(int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    /** Where the line that holds a position ends. */
    int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }
}
