package org.naze.report;

/** Makes text that came from outside safe to show. */
public final class Safe {
    private static final int LONGEST = 300;

    private Safe() {}

    /**
     * The text without control characters (they steer terminals), invisible and direction-changing
     * ones (they hide what is said) and lone surrogates, cut to 300 characters, which the last then
     * shows.
     */
    public static String text(String raw) {
        if (raw.codePointCount(0, raw.length()) <= LONGEST) {
            return whole(raw);
        }
        return whole(raw.substring(0, raw.offsetByCodePoints(0, LONGEST - 1))) + "…";
    }

    /** The same without a limit, for what is known to have one. */
    static String whole(String raw) {
        if (isPlain(raw)) {
            return raw;
        }
        var safe = new StringBuilder();
        raw.codePoints().forEach(c -> safe.appendCodePoint(isShowable(c) ? c : '\ufffd'));
        return safe.toString();
    }

    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                return false;
            }
        }
        return true;
    }

    /** Whether a character is seen as itself and changes nothing around it. */
    static boolean isShowable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
