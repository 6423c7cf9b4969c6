package org.naze.cause;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact.Try;
import org.naze.model.Fact.TryRole;

/**
 * The tries of {@code --count}, in the order in which they began.
 *
 * @param extra those that were made to see whether the source port matters
 */
record Tries(List<Try> all, List<Try> extra) {
    /** The first SYN is sent again after a second (RFC 6298 §2); timers are not that exact. */
    private static final long LOST_SYN_MICROS = 900_000;

    /** Empty where none were made. */
    static Optional<Tries> of(Evidence evidence) {
        List<Try> sorted =
                evidence.all(Try.class).stream()
                        .sorted(Comparator.comparingInt(Try::number))
                        .toList();
        List<Try> ordinary = sorted.stream().filter(t -> t.role() == TryRole.ORDINARY).toList();
        List<Try> extra = sorted.stream().filter(t -> t.role() != TryRole.ORDINARY).toList();
        return ordinary.isEmpty() ? Optional.empty() : Optional.of(new Tries(ordinary, extra));
    }

    List<Try> good() {
        return all.stream().filter(Try::connected).toList();
    }

    List<Try> bad() {
        return all.stream().filter(t -> !t.connected()).toList();
    }

    /** Whether some connected and others did not. */
    boolean isMixed() {
        return all.stream().anyMatch(Try::connected) && !all.stream().allMatch(Try::connected);
    }

    /** Those that connected after one SYN had been lost at least. */
    List<Try> slow() {
        long quickest = good().stream().mapToLong(Try::micros).min().orElse(0);
        return good().stream().filter(t -> t.micros() - quickest >= LOST_SYN_MICROS).toList();
    }

    /** The addresses at which each try failed. */
    Set<String> deadAddresses() {
        Set<String> dead = addresses(bad());
        dead.removeAll(addresses(good()));
        return dead;
    }

    /** Whether each address came to the same each time, and they not all to the same. */
    boolean followAddress() {
        return isMixed()
                && bad().stream().allMatch(t -> t.address() != null)
                && deadAddresses().equals(addresses(bad()));
    }

    /** Whether an address of the target took one connection and not another. */
    static boolean areUnsteady(Scene scene) {
        Optional<Tries> tries = of(scene.evidence());
        if (tries.isEmpty()) {
            return false;
        }
        Set<String> worked = addresses(tries.get().good());
        Set<String> failed = addresses(tries.get().bad());
        scene.attempts().stream()
                .filter(c -> c.errno() == Errno.OK)
                .forEach(c -> worked.add(c.address()));
        scene.failures().forEach(c -> failed.add(c.address()));
        return worked.stream().anyMatch(failed::contains);
    }

    private static Set<String> addresses(List<Try> tries) {
        return tries.stream()
                .map(Try::address)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The odds of a pattern that so many ways to deal out the failures would show. */
    Odds odds(double ways) {
        return Odds.of(all.size(), bad().size(), ways);
    }

    /** In how many ways failures can stand one beside the other. */
    double runs() {
        return all.size() - bad().size() + 1.0;
    }

    /** The places, from 0, of those that connected, or of those that did not. */
    static List<Integer> places(List<Try> order, boolean connected) {
        return IntStream.range(0, order.size())
                .filter(i -> order.get(i).connected() == connected)
                .boxed()
                .toList();
    }

    /** Whether places stand one beside the other. */
    static boolean isRun(List<Integer> places) {
        return places.size() > 1 && places.getLast() - places.getFirst() == places.size() - 1;
    }
}
