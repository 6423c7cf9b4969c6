package org.naze.cause;

import java.util.Locale;

/**
 * How seldom something comes about by chance: once in so many times. The failures of {@code
 * --count} are taken as dealt out over the tries at random, each way to deal them as probable as
 * any other; addresses and source ports were drawn by lot, so that for those this holds whatever
 * makes them.
 */
record Odds(double once) {
    /** From here on it is worth saying. */
    private static final double WORTH = 100;

    /** From here on nobody would call it chance. */
    private static final double SURE = 1000;

    private static final double SHOWN = 1_000_000;

    /** So many patterns are looked for: any of them could be there by chance. */
    private static final int PATTERNS = 8;

    /** The odds of a pattern that so many of the ways to deal out the failures show. */
    static Odds of(int tries, int failures, double ways) {
        return new Odds(ways(tries, failures) / Math.max(1, ways) / PATTERNS);
    }

    /** In how many ways so many can be chosen (binomial coefficient), as far as a double goes. */
    static double ways(int all, int chosen) {
        double ways = 1;
        for (int i = 1; i <= Math.min(chosen, all - chosen); i++) {
            ways = ways * (all - i + 1) / i;
        }
        return chosen < 0 || chosen > all ? 0 : ways;
    }

    boolean isWorthSaying() {
        return once >= WORTH;
    }

    boolean isSure() {
        return once >= SURE;
    }

    /** The number for people, no greater than a million. */
    String text() {
        return String.format(Locale.ROOT, "%d", (long) Math.min(SHOWN, once));
    }
}
