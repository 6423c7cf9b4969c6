package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Held;
import org.naze.model.Fact.Try;
import org.naze.model.Kebab;
import org.naze.model.Step;
import org.naze.model.Step.Status;

/** What was seen by looking for longer: whether it works each time, and how long it holds. */
record LongSteps(Scene scene) {

    List<Step> all() {
        return Stream.concat(tries().stream(), held()).toList();
    }

    private Optional<Step> tries() {
        return Tries.of(scene.evidence()).map(this::step);
    }

    private Step step(Tries tries) {
        Common common = common(tries);
        var words = new HashMap<>(common.values());
        words.put("good", Integer.toString(tries.good().size()));
        words.put("bad", Integer.toString(tries.bad().size()));
        words.put("all", Integer.toString(tries.all().size()));
        words.put("slow", Integer.toString(tries.slow().size()));
        words.put("errno", errnos(tries.bad()));
        words.put("odds", common.odds().text());
        return new Step("tries", status(common.what()), 0, Kebab.of(common.what()), words);
    }

    private Common common(Tries tries) {
        return tries.isMixed()
                ? new Patterns(scene, tries).best()
                : new Common(uniform(tries), tries.odds(1));
    }

    private static Steadiness uniform(Tries tries) {
        if (tries.good().isEmpty()) {
            return Steadiness.NEVER;
        }
        return tries.slow().isEmpty() ? Steadiness.ALWAYS : Steadiness.SLOW;
    }

    private static Status status(Steadiness what) {
        return switch (what) {
            case ALWAYS -> Status.OK;
            case NEVER -> Status.FAILED;
            default -> Status.WARNING;
        };
    }

    /** How they failed; the words have one for silence where it is the only way. */
    private static String errnos(List<Try> failed) {
        var errnos = new TreeSet<String>();
        failed.forEach(one -> errnos.add(errno(one)));
        if (errnos.size() > 1 && errnos.remove("SILENT")) {
            errnos.add("ETIMEDOUT");
        }
        return String.join(", ", errnos);
    }

    private static String errno(Try one) {
        return one.errno() != null
                ? one.errno().name()
                : one.lookup() != null ? one.lookup().name() : "-";
    }

    /** A second one only shows what became of the first, unless it can't be had. */
    private Stream<Step> held() {
        List<Held> helds = scene.helds();
        Stream<Held> later =
                helds.stream().skip(1).filter(one -> one.ending() == Ending.NOT_CONNECTED);
        return Stream.concat(helds.stream().limit(1), later).map(LongSteps::step);
    }

    private static Step step(Held held) {
        var words =
                Map.of(
                        "at", Net.endpoint(held.address(), held.port()),
                        "time", Net.time(held.micros()),
                        "received", Long.toString(held.received()));
        return new Step(
                "hold", status(held.ending()), Math.max(0, held.micros()) / 1000, key(held), words);
    }

    private static String key(Held held) {
        boolean lost = status(held.ending()) == Status.FAILED;
        boolean asked = held.probed() && lost && held.ending() != Ending.NOT_CONNECTED;
        return Kebab.of(held.ending()) + (asked ? "-asked" : "");
    }

    private static Status status(Ending ending) {
        return switch (ending) {
            case OPEN -> Status.OK;
            case FIN -> Status.WARNING;
            default -> Status.FAILED;
        };
    }
}
