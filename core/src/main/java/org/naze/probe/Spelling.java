package org.naze.probe;

/** How alike two words are. */
final class Spelling {
    private Spelling() {}

    /** Whether one may be a slip for the other: one letter, in longer words two; never the same. */
    static boolean isNear(String one, String other) {
        int apart = distance(one, other);
        return apart > 0 && apart <= (Math.min(one.length(), other.length()) < 6 ? 1 : 2);
    }

    /**
     * How many slips lie between two words, each a letter that is missing, added, another, or
     * swapped with its neighbour (optimal string alignment).
     */
    static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] now = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(last[j - 1] + change, Math.min(last[j], now[j - 1]) + 1);
                if (isSwapped(one, i, other, j)) {
                    now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = now;
            now = free;
        }
        return last[other.length()];
    }

    private static boolean isSwapped(String one, int i, String other, int j) {
        return i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
    }
}
