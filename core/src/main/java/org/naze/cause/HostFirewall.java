package org.naze.cause;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Command;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Fact.Icmp;
import org.naze.model.Fact.Listener;
import org.naze.model.Fact.Listeners;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The server's own packet filter stops it. */
final class HostFirewall implements Cause {
    static final Set<NeighbourState> ALIVE =
            Set.of(
                    NeighbourState.REACHABLE,
                    NeighbourState.STALE,
                    NeighbourState.DELAY,
                    NeighbourState.PROBE);

    @Override
    public String id() {
        return "host-firewall";
    }

    @Override
    public Set<String> hiddenBy() {
        var hiding = new HashSet<>(BEFORE_IT_LEAVES);
        hiding.add("backlog-full");
        return hiding;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return byRule(scene)
                .or(() -> unreachedHere(scene))
                .or(() -> rejection(scene))
                .or(() -> reset(scene))
                .or(() -> silence(scene));
    }

    /** On the server's own machine: the rule that decided was seen. */
    private Optional<Finding> byRule(Scene scene) {
        for (Connect c : scene.failures()) {
            var block = scene.block(c.address()).filter(HostFirewall::isIncoming);
            if (block.isPresent()) {
                FilterRuling ruling = block.get();
                var words = new HashMap<>(scene.wordsFor(c));
                words.putAll(Rules.words(ruling));
                var finding =
                        Finding.of(id(), Rules.verdict(scene, HostFirewall::isIncoming))
                                .variant("rule")
                                .with(words)
                                .because("rule", ruling)
                                .because("failed", c);
                Rules.remedy(finding, Where.SERVER, "allow", ruling, c);
                return Optional.of(finding.build());
            }
        }
        return Optional.empty();
    }

    private static boolean isIncoming(FilterRuling ruling) {
        return "input".equals(ruling.hook());
    }

    /** On the server's own machine: a listener that is not reached, or silence without one. */
    private Optional<Finding> unreachedHere(Scene scene) {
        var table = scene.evidence().first(Listeners.class);
        return scene.failure(c ->
                        !scene.isUdp()
                                && scene.isHere(c.address())
                                && scene.filterClean(c.address()).isEmpty()
                                && (c.errno().outcome() == Outcome.TIMEOUT
                                        || c.errno().outcome() == Outcome.REFUSED))
                .filter(c -> table.isPresent())
                .flatMap(c -> {
                    List<Listener> fit =
                            scene.listeners(c.port()).orElse(List.of()).stream()
                                    .filter(l -> Bound.takes(l, c.address()))
                                    .toList();
                    return fit.isEmpty()
                            ? mute(scene, c, table.orElseThrow())
                            : Optional.of(unreached(scene, c, fit.getFirst()));
                });
    }

    /**
     * Where nothing listens, the kernel answers with a reset at once (RFC 9293 §3.10.7.1), unless
     * the attempt or the answer is thrown away, or NAT has led it elsewhere.
     */
    private Optional<Finding> mute(Scene scene, Connect c, Listeners table) {
        if (c.errno().outcome() != Outcome.TIMEOUT) {
            return Optional.empty();
        }
        boolean undiverted = scene.notDiverted(c.address()).isPresent();
        return Optional.of(
                Finding.of(id(), undiverted ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .variant("mute")
                        .with(scene.wordsFor(c))
                        .because("silent", c)
                        .because("nobody", table)
                        .remedy(Where.SERVER, "list", Rules.list())
                        .build());
    }

    private Finding unreached(Scene scene, Connect c, Listener listener) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.putAll(Bound.words(listener));
        return Finding.of(id(), Verdict.LIKELY)
                .variant("unreached")
                .with(words)
                .because("failed", c)
                .because("listener", scene.evidence().first(Listeners.class).orElseThrow())
                .remedy(Where.SERVER, "list", Rules.list())
                .build();
    }

    /**
     * An ICMP rejection from the host itself; its kernel sends none for a closed TCP port. A late
     * "unreachable" may also be about a machine behind it that it forwards the port to.
     */
    private Optional<Finding> rejection(Scene scene) {
        return scene.failure(c -> c.icmp() != null && c.icmp().from().equals(c.address()))
                .map(c -> {
                    Icmp icmp = Objects.requireNonNull(c.icmp());
                    boolean sure = Net.isRejection(icmp) || HostDown.isAtOnce(c);
                    var words = new HashMap<>(scene.wordsFor(c));
                    words.put("icmp", Net.name(icmp));
                    return open(
                            Finding.of(id(), sure ? Verdict.LIKELY : Verdict.POSSIBLE)
                                    .variant("rejects")
                                    .with(words)
                                    .because("icmp", c),
                            c);
                });
    }

    /** A filter that rejects with a reset looks from outside like a closed port. */
    private Optional<Finding> reset(Scene scene) {
        return scene.failure(c ->
                        Refusals.isReset(scene, c) && c.port() > 0 && !scene.isHere(c.address()))
                .map(c ->
                        Finding.of(id(), Verdict.POSSIBLE)
                                .variant("reset")
                                .with(scene.wordsFor(c))
                                .because("refused", c)
                                .remedy(Where.SERVER, "list", Rules.list())
                                .build());
    }

    /** On the own link a neighbour that answers for its address is a sign of life, too. */
    private Optional<Finding> silence(Scene scene) {
        return Silence.of(scene)
                .map(silence -> {
                    Connect c = silence.silent();
                    var link =
                            scene.neighbour(c.address())
                                    .filter(n ->
                                            silence.life().isEmpty() && ALIVE.contains(n.state()));
                    boolean alive = silence.life().isPresent() || link.isPresent();
                    boolean likely = alive && !silence.stopsOnTheWay();
                    var finding =
                            Silence.finding(id(), scene, silence, silence.verdict(scene, likely))
                                    .variant(alive ? "alive" : "silent");
                    link.ifPresent(
                            n -> finding.because("neighbour", n, Map.of("device", n.device())));
                    silence.trail()
                            .beyond()
                            .ifPresent(next -> finding.against("goes-on", next.fact()));
                    return open(finding, c);
                });
    }

    private static Finding open(Finding.Builder finding, Connect c) {
        return finding.remedy(Where.SERVER, "list", Rules.list())
                .remedy(
                        Where.SERVER,
                        "ufw",
                        Command.asRoot("ufw", "allow", c.port() + "/tcp"),
                        Command.asRoot("ufw", "delete", "allow", c.port() + "/tcp"),
                        true)
                .remedy(
                        Where.SERVER,
                        "firewalld",
                        Command.asRoot("firewall-cmd", "--add-port=" + c.port() + "/tcp"),
                        Command.asRoot("firewall-cmd", "--remove-port=" + c.port() + "/tcp"),
                        false)
                .build();
    }
}
