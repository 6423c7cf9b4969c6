package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Spoken;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The service is there, on another port. Never confirmed: a sibling next door looks the same. */
final class WrongPort implements Cause {
    @Override
    public String id() {
        return "wrong-port";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of(
                "client-firewall", "bound-to-loopback", "bound-to-other-address", "address-family");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        var failed =
                scene.failure(c ->
                        c.port() > 0
                                && (c.errno().outcome() == Outcome.REFUSED
                                        || c.errno().outcome() == Outcome.TIMEOUT));
        if (failed.isEmpty() || scene.connected()) {
            return Optional.empty();
        }
        Connect c = failed.get();
        List<Spoken> speaking = scene.evidence().all(Spoken.class, Spoken::speaks);
        List<Connect> open =
                scene.evidence()
                        .all(
                                Connect.class,
                                o -> o.purpose() == Purpose.ELSEWHERE && o.errno() == Errno.OK);
        if (speaking.isEmpty()) {
            return open.stream()
                    .filter(o -> !scene.evidence().has(Spoken.class, s -> s.port() == o.port()))
                    .findFirst()
                    .map(o ->
                            finding(scene, c, o.port(), Verdict.POSSIBLE)
                                    .because("open", o)
                                    .build());
        }
        boolean refused = c.errno().outcome() == Outcome.REFUSED;
        Spoken first = speaking.getFirst();
        var finding = finding(scene, c, first.port(), refused ? Verdict.LIKELY : Verdict.POSSIBLE);
        for (Spoken spoken : speaking) {
            finding.because(
                    "speaks",
                    spoken,
                    java.util.Map.of(
                            "other", Integer.toString(spoken.port()), "protocol", spoken.asked()));
        }
        return Optional.of(finding.because(refused ? "refused" : "silent", c).build());
    }

    private Finding.Builder finding(Scene scene, Connect failed, int other, Verdict verdict) {
        var words = new HashMap<>(scene.wordsFor(failed));
        words.put("other", Integer.toString(other));
        words.put(
                "instead",
                scene.target().uri().replaceFirst(":" + failed.port() + "(?!\\d)", ":" + other));
        return Finding.of(id(), verdict)
                .with(words)
                .remedy(Where.CLIENT, "use")
                .remedy(Where.SERVER, "move");
    }
}
