package org.naze.cause;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Held;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * The connection is cut after a fixed time of silence. One end alone may be an outage; only when
 * another connection stands, and comes to the same end at the same age, is it the silence. Never
 * proven from here: it may as well be the age itself that is limited.
 */
final class IdleCut implements Cause {
    /** What ends sooner is turned away, not forgotten. */
    private static final long YOUNG_MICROS = 1_000_000;

    /** Schemes whose clients may be silent at first; others wait for a request, but not long. */
    private static final Set<String> MAY_BE_SILENT = Set.of("tcp", "text", "frame");

    @Override
    public String id() {
        return "idle-cut";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        List<Held> helds = scene.helds();
        if (helds.isEmpty() || !isCut(helds.getFirst())) {
            return Optional.empty();
        }
        Held cut = helds.getFirst();
        if (helds.size() == 1) {
            return Optional.of(finding(cut, Verdict.POSSIBLE).build());
        }
        Held again = helds.get(1);
        return isAlike(cut, again)
                ? Optional.of(
                        finding(cut, verdict(scene, cut))
                                .because("again", again, words(again))
                                .build())
                : Optional.empty();
    }

    private static boolean isCut(Held held) {
        return switch (held.ending()) {
            case OPEN, NOT_CONNECTED -> false;
            case FIN, RST, TIMEOUT, UNREACHABLE -> held.micros() >= YOUNG_MICROS;
        };
    }

    /** When a connection was forgotten is not seen: there, that another one stands must do. */
    private static boolean isAlike(Held cut, Held again) {
        return cut.probed()
                ? again.ending() != Ending.NOT_CONNECTED
                : again.ending() == cut.ending()
                        && Math.abs(again.micros() - cut.micros())
                                <= Held.slackMicros(cut.micros());
    }

    private static Verdict verdict(Scene scene, Held cut) {
        boolean right = cut.ending() == Ending.FIN;
        return right && !MAY_BE_SILENT.contains(scene.target().scheme())
                ? Verdict.POSSIBLE
                : Verdict.LIKELY;
    }

    private Finding.Builder finding(Held cut, Verdict verdict) {
        String how = cut.probed() ? "forgotten" : cut.ending() == Ending.FIN ? "closed" : "broken";
        return Finding.of(id(), verdict)
                .variant(how)
                .with(words(cut))
                .because(how, cut)
                .remedy(Where.CLIENT, "heartbeat")
                .remedy(Where.PROXY, "timeout");
    }

    private static Map<String, String> words(Held held) {
        return Map.of(
                "at", Net.endpoint(held.address(), held.port()), "time", Net.time(held.micros()));
    }
}
