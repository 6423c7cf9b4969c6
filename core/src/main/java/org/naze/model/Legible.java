package org.naze.model;

import java.util.Map;

/** A target's text before anything is read from it: nothing in it can steer a terminal. */
final class Legible {
    /** Longer than any URL that a server takes (RFC 9110 §4.1 asks for 8000). */
    static final int LONGEST = 8192;

    private Legible() {}

    /**
     * The text without white space around it.
     *
     * @throws TargetException if it is empty, too long, or has characters that no target has
     */
    static String of(String text) {
        String given = text.strip();
        if (given.isEmpty()) {
            throw new TargetException("empty", Map.of());
        }
        if (given.length() > LONGEST) {
            throw new TargetException(
                    "too-long", Map.of("length", "" + given.length(), "most", "" + LONGEST));
        }
        for (int i = 0; i < given.length(); i += Character.charCount(given.codePointAt(i))) {
            int c = given.codePointAt(i);
            if (!isShown(c)) {
                throw new TargetException("control", Map.of("code", "U+%04X".formatted(c)));
            }
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                throw new TargetException("space", Map.of());
            }
        }
        return given;
    }

    /** Whether a character is seen as itself: no control, no bidirectional mark, no half of one. */
    static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
