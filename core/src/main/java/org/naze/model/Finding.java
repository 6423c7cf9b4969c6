package org.naze.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a cause makes of the evidence. It can't be built without a fact.
 *
 * @param variant which of the cause's explanations fits: the catalogue's {@code
 *     explanation.<variant>}, or plain {@code explanation} where it is empty
 * @param values what the placeholders of title and explanation stand for
 */
public record Finding(
        String cause,
        Verdict verdict,
        String variant,
        Map<String, String> values,
        List<Clue> clues,
        List<Remedy> remedies) {
    public Finding {
        values = Map.copyOf(values);
        clues = List.copyOf(clues);
        remedies = List.copyOf(remedies);
        if (clues.isEmpty()) {
            throw new IllegalArgumentException(cause + ": a finding needs a fact");
        }
        boolean ruledOut = verdict == Verdict.RULED_OUT;
        if (clues.stream().noneMatch(clue -> clue.supports() != ruledOut)) {
            throw new IllegalArgumentException(cause + ": " + verdict + " without a fact for it");
        }
    }

    /** The same with another verdict. */
    public Finding as(Verdict other) {
        return new Finding(cause, other, variant, values, clues, remedies);
    }

    /** Starts a finding. */
    public static Builder of(String cause, Verdict verdict) {
        return new Builder(cause, verdict);
    }

    /** Gathers a finding's clues and remedies. Not thread-safe. */
    public static final class Builder {
        private final String cause;
        private Verdict verdict;
        private String variant = "";
        private Map<String, String> values = Map.of();
        private final List<Clue> clues = new ArrayList<>();
        private final List<Remedy> remedies = new ArrayList<>();

        private Builder(String cause, Verdict verdict) {
            this.cause = cause;
            this.verdict = verdict;
        }

        /** Values for title and explanation, and for every clue and remedy added after this. */
        public Builder with(Map<String, String> values) {
            this.values = values;
            return this;
        }

        /** Picks {@code explanation.<variant>} in place of {@code explanation}. */
        public Builder variant(String variant) {
            this.variant = variant;
            return this;
        }

        /** Replaces the verdict. */
        public Builder verdict(Verdict verdict) {
            this.verdict = verdict;
            return this;
        }

        /** A fact that speaks for it. */
        public Builder because(String key, Fact fact) {
            return because(key, fact, Map.of());
        }

        /** A fact that speaks for it, with values beside the finding's. */
        public Builder because(String key, Fact fact, Map<String, String> more) {
            clues.add(new Clue(true, key, merged(more), fact));
            return this;
        }

        /** A fact that speaks against it. */
        public Builder against(String key, Fact fact) {
            return against(key, fact, Map.of());
        }

        /** A fact that speaks against it, with values beside the finding's. */
        public Builder against(String key, Fact fact, Map<String, String> more) {
            clues.add(new Clue(false, key, merged(more), fact));
            return this;
        }

        /** What to do: words alone. */
        public Builder remedy(Where where, String key) {
            remedies.add(Remedy.words(where, key, values));
            return this;
        }

        /** What to do: a command that only looks, or whose effect needs no undoing. */
        public Builder remedy(Where where, String key, Command command) {
            remedies.add(Remedy.look(where, key, values, command));
            return this;
        }

        /** What to do: a command that changes something, and what takes it back. */
        public Builder remedy(
                Where where, String key, Command command, Command undo, boolean persistent) {
            remedies.add(new Remedy(where, key, values, command, undo, persistent));
            return this;
        }

        /** Whether any fact was given yet. */
        public boolean hasClues() {
            return !clues.isEmpty();
        }

        /**
         * The finding.
         *
         * @throws IllegalArgumentException if no fact was given for its verdict
         */
        public Finding build() {
            return new Finding(cause, verdict, variant, values, clues, remedies);
        }

        private Map<String, String> merged(Map<String, String> more) {
            if (more.isEmpty()) {
                return values;
            }
            var all = new java.util.HashMap<>(values);
            all.putAll(more);
            return all;
        }
    }
}
