package org.naze.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All facts of a diagnosis, in the order in which they were noted.
 *
 * @param elapsedMs how long the probing took, in milliseconds
 */
public record Evidence(Target target, long elapsedMs, List<Entry> entries) {

    /**
     * A fact with where and when it was seen.
     *
     * @param id {@code f1}, {@code f2}, …: unique in the evidence
     * @param atMs milliseconds since the probing began
     */
    public record Entry(String id, Vantage vantage, long atMs, Fact fact) {}

    public Evidence {
        entries = List.copyOf(entries);
    }

    /** All facts of one kind, in order. */
    public <F extends Fact> List<F> all(Class<F> kind) {
        return entries.stream()
                .map(Entry::fact)
                .filter(kind::isInstance)
                .<F>map(kind::cast)
                .toList();
    }

    /** All facts of one kind that fit, in order. */
    public <F extends Fact> List<F> all(Class<F> kind, Predicate<? super F> fitting) {
        return all(kind).stream().filter(fitting).toList();
    }

    /** The first fact of a kind. */
    public <F extends Fact> Optional<F> first(Class<F> kind) {
        return all(kind).stream().findFirst();
    }

    /** The first fact of a kind that fits. */
    public <F extends Fact> Optional<F> first(Class<F> kind, Predicate<? super F> fitting) {
        return all(kind, fitting).stream().findFirst();
    }

    /** Whether a fact of this kind fits. */
    public <F extends Fact> boolean has(Class<F> kind, Predicate<? super F> fitting) {
        return first(kind, fitting).isPresent();
    }

    /**
     * The id of a fact of this evidence.
     *
     * @throws IllegalArgumentException if the fact is not part of it
     */
    @SuppressWarnings("ReferenceEquality") // two facts may well say the same
    public String idOf(Fact fact) {
        return entries.stream()
                .filter(entry -> entry.fact() == fact)
                .map(Entry::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not in evidence: " + fact));
    }

    /** The same evidence without one fact: what the verdict would be had it not been seen. */
    public Evidence without(String id) {
        return new Evidence(
                target, elapsedMs, entries.stream().filter(e -> !e.id().equals(id)).toList());
    }
}
