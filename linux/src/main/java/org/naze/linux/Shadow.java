package org.naze.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a rule when its statements are taken away, and the tests that a copy can't judge.
 * Put before the rule in the copy it does nothing, but the trace shows when it matches: then the
 * rule would have had a say had the rest held.
 */
final class Shadow {
    /** Registers as 32-bit words: NFT_REG32_00 (8) to 15, and NFT_REG_1 to 4 four words each. */
    private static final int WORDS = 16;

    private final boolean[] tainted = new boolean[WORDS];
    private final List<byte[]> kept = new ArrayList<>();

    private Shadow() {}

    /** The raw expressions that are left. */
    static List<byte[]> of(List<Expression> expressions) {
        var shadow = new Shadow();
        for (Expression expression : expressions) {
            shadow.take(expression);
        }
        return shadow.kept;
    }

    /** Whether a rule needs one. */
    static boolean isNeeded(List<Expression> expressions) {
        boolean unseeable = false;
        boolean decides = false;
        for (Expression expression : expressions) {
            unseeable |= expression.isUnseeable();
            decides |= expression.decides();
        }
        return unseeable && decides;
    }

    private void take(Expression expression) {
        Attributes data = expression.data();
        if (expression.isUnseeable()) {
            taint(loadedInto(expression), true);
            return;
        }
        switch (expression.name()) {
            case "match" -> kept.add(expression.raw());
            case "cmp", "range" -> test(expression, data.be32(1, 0));
            case "bitwise", "byteorder", "hash" ->
                    convert(expression, data.be32(1, 0), data.be32(2, 0));
            case "lookup" -> lookUp(expression);
            case "meta", "payload", "ct", "exthdr", "fib", "rt", "osf", "immediate" ->
                    load(expression, loadedInto(expression));
            default -> {
                // A statement: the shadow makes none.
            }
        }
    }

    /** The register that an expression loads, 0 (the verdict) where it loads none. */
    private static int loadedInto(Expression expression) {
        int attribute = expression.name().equals("socket") ? 2 : 1;
        return switch (expression.name()) {
            case "match", "limit", "quota", "connlimit", "dynset" -> 0;
            default -> expression.data().be32(attribute, 0);
        };
    }

    private void load(Expression expression, int register) {
        if (register != 0) {
            taint(register, false);
            kept.add(expression.raw());
        }
    }

    private void test(Expression expression, int register) {
        if (!isTainted(register)) {
            kept.add(expression.raw());
        }
    }

    private void convert(Expression expression, int from, int to) {
        boolean lost = isTainted(from);
        taint(to, lost);
        if (!lost) {
            kept.add(expression.raw());
        }
    }

    /** A verdict map counts as matching: what it decides is not the shadow's matter. */
    private void lookUp(Expression expression) {
        int to = expression.data().be32(3, -1);
        if (to > 0) {
            convert(expression, expression.data().be32(2, 0), to);
        } else if (to < 0) {
            test(expression, expression.data().be32(2, 0));
        }
    }

    private static int word(int register) {
        return register >= 8 ? register - 8 : 4 * (register - 1);
    }

    private void taint(int register, boolean value) {
        int first = word(register);
        int count = register >= 8 ? 1 : 4;
        for (int i = Math.max(0, first); i < Math.min(WORDS, first + count); i++) {
            tainted[i] = value;
        }
    }

    /** A key may fill several registers in a row; how many only the set knows. */
    private boolean isTainted(int register) {
        for (int i = Math.max(0, word(register)); i < WORDS; i++) {
            if (tainted[i]) {
                return true;
            }
        }
        return false;
    }
}
