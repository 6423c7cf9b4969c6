package org.naze.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.model.Verdict;

/** Reads the clauses of an {@link Expectation}. */
final class ExpectationLine {
    private final List<String> first = new ArrayList<>();
    private Verdict least = Verdict.RULED_OUT;
    private boolean silent;
    private final List<Expectation.Also> also = new ArrayList<>();
    private final Set<String> never = new HashSet<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> noCommands = new ArrayList<>();
    private final List<String> says = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private @Nullable Integer exit;
    private long withinMs = Expectation.WITHIN_MS;

    private ExpectationLine() {}

    /**
     * An expectation from its clauses.
     *
     * @throws IllegalArgumentException if a clause can't be read or the causes are missing
     */
    static Expectation parse(String line) {
        if (line.startsWith(Expectation.USAGE + " ")) {
            return usage(line.substring(Expectation.USAGE.length()).strip());
        }
        List<String> clauses = List.of(line.split(";"));
        String outcome = outcome(clauses.getFirst().strip());
        var parsed = new ExpectationLine();
        for (String clause : clauses.subList(1, clauses.size())) {
            parsed.take(Words.of(clause));
        }
        return parsed.expectation(outcome);
    }

    private static String outcome(String word) {
        return word.equals(Expectation.BROKEN) ? word : known(word, Contract.OUTCOMES, "outcome");
    }

    private static Expectation usage(String text) {
        return new Expectation(
                Expectation.USAGE,
                List.of(),
                Verdict.RULED_OUT,
                List.of(),
                Set.of(),
                List.of(text),
                List.of(),
                List.of(),
                List.of(),
                2,
                Expectation.WITHIN_MS);
    }

    private void take(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("an empty clause");
        }
        List<String> rest = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "silent" -> silent = require(rest.isEmpty(), words);
            case "first" -> takeFirst(rest);
            case "also" -> also.add(also(rest));
            case "never" -> rest.forEach(cause -> never.add(cause(cause)));
            case "command" -> commands.add(String.join(" ", rest));
            case "no-command" -> noCommands.add(String.join(" ", rest));
            case "says" -> says.add(String.join(" ", rest));
            case "changed" -> changed.add(String.join(" ", rest));
            case "exit" -> exit = (int) number(rest);
            case "within" -> withinMs = number(rest);
            default -> throw new IllegalArgumentException("unknown clause " + words);
        }
    }

    private void takeFirst(List<String> words) {
        require(first.isEmpty() && words.size() >= 2 && words.size() % 2 == 0, words);
        first.addAll(alternatives(words.subList(0, words.size() - 1)));
        least = verdict(words.getLast());
    }

    private static Expectation.Also also(List<String> words) {
        require(!words.isEmpty(), words);
        boolean bare = words.size() % 2 == 1;
        return new Expectation.Also(
                alternatives(bare ? words : words.subList(0, words.size() - 1)),
                bare ? Verdict.POSSIBLE : verdict(words.getLast()));
    }

    /** {@code CAUSE [or CAUSE…]}. */
    private static List<String> alternatives(List<String> words) {
        var causes = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            if (i % 2 == 0) {
                causes.add(cause(words.get(i)));
            } else {
                require(words.get(i).equals("or"), words);
            }
        }
        return causes;
    }

    private Expectation expectation(String outcome) {
        if (silent == !first.isEmpty()) {
            throw new IllegalArgumentException(
                    "needs either \"silent\" or \"first CAUSE [or CAUSE] VERDICT\"");
        }
        int status = silent && outcome.equals("connected") ? 0 : 1;
        return new Expectation(
                outcome,
                first,
                least,
                also,
                never,
                commands,
                noCommands,
                says,
                changed,
                exit == null ? status : exit,
                withinMs);
    }

    private static String cause(String word) {
        return known(word, Contract.CAUSES, "cause");
    }

    private static Verdict verdict(String word) {
        return Contract.verdict(word)
                .orElseThrow(() -> new IllegalArgumentException("no verdict " + word));
    }

    private static String known(String word, Set<String> vocabulary, String what) {
        if (!vocabulary.contains(word)) {
            throw new IllegalArgumentException("unknown " + what + " " + word);
        }
        return word;
    }

    private static long number(List<String> words) {
        require(words.size() == 1 && words.getFirst().matches("\\d{1,6}"), words);
        return Long.parseLong(words.getFirst());
    }

    private static boolean require(boolean holds, List<String> words) {
        if (!holds) {
            throw new IllegalArgumentException("can't be read: " + String.join(" ", words));
        }
        return true;
    }
}
