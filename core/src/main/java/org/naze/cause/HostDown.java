package org.naze.cause;

import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Echo;
import org.naze.model.Fact.Neighbour;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * No machine answers at that address. Never confirmed: from here a machine that is off looks like
 * one that is on another network.
 */
final class HostDown implements Cause {
    @Override
    public String id() {
        return "host-down";
    }

    @Override
    public Set<String> hiddenBy() {
        return BEFORE_IT_LEAVES;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return onLink(scene).or(() -> byRouter(scene)).or(() -> silence(scene));
    }

    /** The kernel asked three times on the link who has the address, and nobody has (arp(7)). */
    private Optional<Finding> onLink(Scene scene) {
        for (Connect c : scene.failures()) {
            var neighbour =
                    scene.neighbour(c.address()).filter(n -> GatewayDown.DEAD.contains(n.state()));
            boolean gaveUp =
                    c.errno() == Errno.EHOSTUNREACH || c.errno().outcome() == Outcome.TIMEOUT;
            if (neighbour.isPresent() && gaveUp && scene.signOfLife(c.address()).isEmpty()) {
                return Optional.of(unanswered(scene, c, neighbour.get()));
            }
        }
        return Optional.empty();
    }

    private Finding unanswered(Scene scene, Connect c, Neighbour neighbour) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("device", neighbour.device());
        return start(
                        Finding.of(id(), Verdict.LIKELY)
                                .variant("link")
                                .with(words)
                                .because("neighbour", neighbour)
                                .because("failed", c))
                .remedy(Where.CLIENT, "see", Command.of("ip", "neigh", "show", c.address()))
                .build();
    }

    /** The last router says that it looked for the host and did not find it. */
    private Optional<Finding> byRouter(Scene scene) {
        return scene.failure(c ->
                        c.icmp() != null
                                && Net.isHostUnreachable(c.icmp())
                                && UpstreamFilter.isThird(scene, c))
                .map(c -> {
                    var words = new HashMap<>(scene.wordsFor(c));
                    words.put("from", java.util.Objects.requireNonNull(c.icmp()).from());
                    boolean searched = c.micros() >= UpstreamFilter.AT_ONCE_MICROS;
                    return start(
                                    Finding.of(id(), searched ? Verdict.LIKELY : Verdict.POSSIBLE)
                                            .variant("router")
                                            .with(words)
                                            .because(searched ? "router" : "router-at-once", c))
                            .build();
                });
    }

    private Optional<Finding> silence(Scene scene) {
        return Silence.of(scene)
                .flatMap(s ->
                        s.life().isPresent()
                                ? alive(scene, s.silent())
                                : Optional.of(silent(scene, s)));
    }

    /** Ruled out by what only the host itself sends; a mere reset may come from before it. */
    private Optional<Finding> alive(Scene scene, Connect c) {
        return scene.proofOfLife(c.address())
                .map(life ->
                        Finding.of(id(), Verdict.RULED_OUT)
                                .with(scene.wordsFor(c))
                                .against("alive", life, Silence.lifeWords(life))
                                .build());
    }

    private Finding silent(Scene scene, Silence silence) {
        var finding = Silence.finding(id(), scene, silence, Verdict.POSSIBLE).variant("silent");
        scene.evidence()
                .first(
                        Echo.class,
                        e -> e.address().equals(silence.silent().address()) && !e.answered())
                .ifPresent(e -> finding.because("no-echo", e));
        return start(finding).build();
    }

    private static Finding.Builder start(Finding.Builder finding) {
        return finding.remedy(Where.SERVER, "start").remedy(Where.CLIENT, "address");
    }
}
