package org.naze.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A document with a few places broken: bytes, tokens, and whole stretches. */
final class Mutation {
    private static final List<String> TOKENS =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1e9999",
                    "99999999999999999999",
                    "\"\"",
                    "{}",
                    "[]",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "\\",
                    "\\u0000",
                    "\\ud800",
                    "\ufeff",
                    "\"id\"",
                    "\"f1\"",
                    "\"kind\"",
                    "\"connect\"",
                    "\"client\"",
                    " ",
                    "\n",
                    "/*",
                    "NaN");

    private Mutation() {}

    /** One to three changes. */
    static byte[] of(byte[] document, Random random) {
        byte[] mutant = document;
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutant = once(mutant, random);
        }
        return mutant;
    }

    private static byte[] once(byte[] document, Random random) {
        int at = random.nextInt(document.length);
        int end = Math.min(document.length, at + 1 + random.nextInt(1 << random.nextInt(8)));
        return switch (random.nextInt(5)) {
            case 0 -> spliced(document, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(document, at, end, new byte[0]);
            case 2 -> spliced(document, at, at, java.util.Arrays.copyOfRange(document, at, end));
            case 3 -> spliced(document, at, at, token(random));
            default -> value(document, at, random);
        };
    }

    /** Puts a token in a value's place, so that many mutants are still JSON. */
    private static byte[] value(byte[] document, int at, Random random) {
        int from = at;
        while (from < document.length && document[from] != ':') {
            from++;
        }
        int to = Math.min(from + 1, document.length);
        while (to < document.length && document[to] != ',' && document[to] != '}') {
            to++;
        }
        return spliced(document, Math.min(from + 1, document.length), to, token(random));
    }

    private static byte[] token(Random random) {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] document, int from, int to, byte[] instead) {
        byte[] mutant = new byte[document.length - (to - from) + instead.length];
        System.arraycopy(document, 0, mutant, 0, from);
        System.arraycopy(instead, 0, mutant, from, instead.length);
        System.arraycopy(document, to, mutant, from + instead.length, document.length - to);
        return mutant;
    }
}
