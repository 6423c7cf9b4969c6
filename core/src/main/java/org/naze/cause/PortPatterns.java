package org.naze.cause;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.naze.model.Fact.Try;
import org.naze.model.Fact.TryRole;

/** Failures that go by the source port: a load balancer or one of several paths chooses by it. */
record PortPatterns(Tries tries) {

    Stream<Optional<Common>> all() {
        boolean known = tries.all().stream().allMatch(t -> t.sourcePort() != null);
        return known
                ? Stream.of(parity(0, Steadiness.EVEN), parity(1, Steadiness.ODD), range(), same())
                : Stream.of(same());
    }

    private Optional<Common> parity(int bit, Steadiness what) {
        boolean follows =
                tries.all().stream().allMatch(t -> t.connected() == ((port(t) & 1) != bit));
        return follows ? Optional.of(new Common(what, tries.odds(2))) : Optional.empty();
    }

    private static int port(Try one) {
        return one.sourcePort() == null ? 0 : one.sourcePort();
    }

    private Optional<Common> range() {
        List<Try> byPort =
                tries.all().stream().sorted(Comparator.comparingInt(PortPatterns::port)).toList();
        List<Integer> places = Tries.places(byPort, false);
        if (!Tries.isRun(places)) {
            return Optional.empty();
        }
        var words =
                Map.of(
                        "low", Integer.toString(port(byPort.get(places.getFirst()))),
                        "high", Integer.toString(port(byPort.get(places.getLast()))));
        return Optional.of(new Common(Steadiness.RANGE, tries.odds(tries.runs()), words));
    }

    /** Ports of failures that all fail again, while others do no worse than before. */
    private Optional<Common> same() {
        int again = count(TryRole.SAME_PORT, false);
        int failed = count(TryRole.OTHER_PORT, false);
        int others = count(TryRole.OTHER_PORT, true) + failed;
        if (again == 0 || count(TryRole.SAME_PORT, true) > 0 || failed * 2 > others) {
            return Optional.empty();
        }
        int rest = others + tries.all().size();
        int failures = failed + tries.bad().size();
        double ways = Odds.ways(rest, failures);
        var words = Map.of("again", "" + again, "others", "" + others, "failed", "" + failed);
        return Optional.of(
                new Common(Steadiness.PORT, Odds.of(rest + again, failures + again, ways), words));
    }

    private int count(TryRole role, boolean connected) {
        return (int)
                tries.extra().stream()
                        .filter(t -> t.role() == role && t.connected() == connected)
                        .count();
    }
}
