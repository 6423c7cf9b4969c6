package org.naze.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.SynRetries;
import org.naze.model.Fact.SystemLookup;

/**
 * What clients go through whose name has several addresses, in the order in which this system gives
 * them (RFC 6724): those that try one after the other with the kernel's whole patience, and those
 * that race, as browsers do (RFC 8305, "Happy Eyeballs").
 */
record Turns(List<Turn> order) {
    /** RFC 8305 §5: the recommended delay before the next address is tried besides. */
    static final long RACE_MICROS = 250_000;

    /** How long an attempt takes that nothing answers, where that isn't known. */
    static final long UNKNOWN = -1;

    /**
     * One address.
     *
     * @param micros until the answer; {@link #UNKNOWN} where none comes and the time-out isn't
     *     known
     */
    record Turn(Connect attempt, boolean works, long micros) {
        /** Whether a client that races would not wait for it. */
        boolean isSlow() {
            return micros == UNKNOWN || micros >= RACE_MICROS;
        }
    }

    /** Empty where the order isn't known, or no address works. */
    static Optional<Turns> of(Scene scene) {
        List<Connect> attempts = scene.attempts();
        var order = new ArrayList<Turn>();
        for (String address : inOrder(scene)) {
            attempts.stream()
                    .filter(c -> c.address().equals(address))
                    .findFirst()
                    .ifPresent(c -> order.add(turn(scene, c)));
        }
        return order.stream().anyMatch(Turn::works)
                ? Optional.of(new Turns(List.copyOf(order)))
                : Optional.empty();
    }

    private static List<String> inOrder(Scene scene) {
        return scene.evidence()
                .first(SystemLookup.class, l -> l.name().equals(scene.target().host()))
                .map(SystemLookup::addresses)
                .orElse(List.of());
    }

    private static Turn turn(Scene scene, Connect c) {
        long micros = c.micros();
        if (c.errno() == Errno.SILENT) {
            micros =
                    scene.evidence()
                            .first(SynRetries.class)
                            .map(retries -> retries.seconds() * 1_000_000L)
                            .orElse(UNKNOWN);
        }
        return new Turn(c, c.errno() == Errno.OK, micros);
    }

    /** Those that a client in turn tries in vain before the first that works. */
    List<Turn> inVain() {
        return order.stream().takeWhile(turn -> !turn.works).toList();
    }

    /** The first that works. */
    Turn served() {
        return order.stream().filter(Turn::works).findFirst().orElseThrow();
    }

    /** How long addresses take that don't work, one after the other, in microseconds. */
    static long inTurn(List<Turn> failing) {
        boolean known = failing.stream().noneMatch(turn -> turn.micros == UNKNOWN);
        return known ? failing.stream().mapToLong(Turn::micros).sum() : UNKNOWN;
    }

    /** After how many microseconds a client that races begins with the address that it gets. */
    long raced() {
        long start = 0;
        long served = Long.MAX_VALUE;
        long begun = 0;
        for (Turn turn : interleaved()) {
            if (start >= served) {
                break;
            }
            if (turn.works && start + turn.micros < served) {
                served = start + turn.micros;
                begun = start;
            }
            boolean failsSooner = !turn.works && !turn.isSlow();
            start += failsSooner ? turn.micros : RACE_MICROS;
        }
        return begun;
    }

    /** One of each family by turns, as long as there are both (RFC 8305 §4). */
    private List<Turn> interleaved() {
        boolean six = Net.isSix(order.getFirst().attempt.address());
        var first = new ArrayList<Turn>();
        var second = new ArrayList<Turn>();
        for (Turn turn : order) {
            (Net.isSix(turn.attempt.address()) == six ? first : second).add(turn);
        }
        var all = new ArrayList<Turn>();
        for (int i = 0; i < order.size(); i++) {
            first.stream().skip(i).limit(1).forEach(all::add);
            second.stream().skip(i).limit(1).forEach(all::add);
        }
        return all;
    }
}
