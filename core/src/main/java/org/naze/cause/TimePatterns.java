package org.naze.cause;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Failures that go by the time: tries begin at equal distances. */
record TimePatterns(Tries tries) {

    Stream<Optional<Common>> all() {
        return Stream.of(
                period(Steadiness.PERIOD, false),
                period(Steadiness.PERIOD_GOOD, true),
                outage(),
                limit(),
                mended());
    }

    private int count() {
        return tries.all().size();
    }

    private List<Integer> failures() {
        return Tries.places(tries.all(), false);
    }

    /** One of so many in turn: a load balancer with one dead server, or a rule that counts. */
    private Optional<Common> period(Steadiness what, boolean connected) {
        List<Integer> places = Tries.places(tries.all(), connected);
        if (places.size() < 2) {
            return Optional.empty();
        }
        int step = places.get(1) - places.get(0);
        boolean regular =
                step > 1
                        && places.getFirst() < step
                        && places.getLast() + step >= count()
                        && IntStream.range(1, places.size())
                                .allMatch(i -> places.get(i) - places.get(i - 1) == step);
        return regular
                ? Optional.of(
                        new Common(
                                what,
                                tries.odds(periods(places.size())),
                                Map.of("every", Integer.toString(step))))
                : Optional.empty();
    }

    /** In how many ways so many can be chosen at equal distances from the first to the last. */
    private double periods(int chosen) {
        double ways = 0;
        for (int step = 2; step <= count(); step++) {
            for (int first = 0; first < step; first++) {
                ways += (count() - first + step - 1) / step == chosen ? 1 : 0;
            }
        }
        return ways;
    }

    /** One after the other: it was away for a while. */
    private Optional<Common> outage() {
        List<Integer> places = failures();
        return Tries.isRun(places)
                ? Optional.of(
                        new Common(
                                Steadiness.OUTAGE,
                                tries.odds(tries.runs()),
                                Map.of(
                                        "from", began(places.getFirst()),
                                        "to", began(places.getLast()))))
                : Optional.empty();
    }

    /** The first connect, later ones hardly any: a rate limit, or a ban. */
    private Optional<Common> limit() {
        int first = failures().getFirst();
        int rest = count() - first;
        int later = rest - failures().size();
        return first > 1
                ? Optional.of(
                        new Common(
                                Steadiness.LIMIT,
                                tries.odds(Odds.ways(rest, failures().size())),
                                Map.of(
                                        "first",
                                        "" + first,
                                        "rest",
                                        "" + rest,
                                        "later",
                                        "" + later)))
                : Optional.empty();
    }

    /** The first fail, later ones do not: it came back meanwhile. */
    private Optional<Common> mended() {
        List<Integer> places = failures();
        return places.getFirst() == 0 && Tries.isRun(places)
                ? Optional.of(
                        new Common(
                                Steadiness.MENDED,
                                tries.odds(1),
                                Map.of("to", began(places.size()))))
                : Optional.empty();
    }

    private String began(int place) {
        return Net.time(Math.max(0, tries.all().get(place).startMs()) * 1000);
    }
}
