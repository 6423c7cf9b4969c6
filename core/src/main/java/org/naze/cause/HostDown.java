package org.naze.cause;

import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    /** An answer sooner than this came without any looking. */
    private static final long AT_ONCE_MICROS = 100_000;

    /** One as late as this came after looking, save over a very slow network. */
    private static final long LOOKED_MICROS = 900_000;

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
                .remedy(Where.CLIENT, "see", IpTool.neighbour(c.address(), neighbour.device()))
                .build();
    }

    /**
     * Whether a router that says "host unreachable" had looked for the host in vain: it needs up to
     * three seconds (RFC 826, ARP's retries), less where it was looking already. A filter says so
     * at once, to an echo request too, or says it of one port of a host that is alive.
     */
    static boolean wasLookedFor(Scene scene, Connect c) {
        if (scene.signOfLife(c.address()).isPresent() || isAtOnce(c)) {
            return false;
        }
        return c.micros() >= LOOKED_MICROS
                || scene.evidence()
                        .has(Echo.class, e -> e.address().equals(c.address()) && e.from() == null);
    }

    static boolean isAtOnce(Connect c) {
        return c.micros() < AT_ONCE_MICROS;
    }

    /** The last router says that it looked for the host and did not find it. */
    private Optional<Finding> byRouter(Scene scene) {
        return scene.failure(c ->
                        c.icmp() != null
                                && Net.isHostUnreachable(c.icmp())
                                && UpstreamFilter.isThird(scene, c))
                .flatMap(c ->
                        scene.signOfLife(c.address()).isPresent()
                                ? alive(scene, c)
                                : Optional.of(byRouter(scene, c)));
    }

    private Finding byRouter(Scene scene, Connect c) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("from", Objects.requireNonNull(c.icmp()).from());
        boolean looked = wasLookedFor(scene, c);
        return start(
                        Finding.of(id(), looked ? Verdict.LIKELY : Verdict.POSSIBLE)
                                .variant("router")
                                .with(words)
                                .because(looked ? "router" : "router-at-once", c))
                .build();
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
