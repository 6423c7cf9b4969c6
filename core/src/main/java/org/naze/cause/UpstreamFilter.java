package org.naze.cause;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Command;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Icmp;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** Something before the host drops or rejects it: a security group, a router, an ACL. */
final class UpstreamFilter implements Cause {
    @Override
    public String id() {
        return "upstream-filter";
    }

    @Override
    public Set<String> hiddenBy() {
        return BEFORE_IT_LEAVES;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return named(scene)
                .or(() -> nearerReset(scene))
                .or(() -> unseenReset(scene))
                .or(() -> silence(scene));
    }

    /** An ICMP error from a device that is neither this machine nor the host. */
    private Optional<Finding> named(Scene scene) {
        return scene.failure(c -> isThird(scene, c))
                .map(c -> {
                    Icmp icmp = Objects.requireNonNull(c.icmp());
                    var words = new HashMap<>(scene.wordsFor(c));
                    words.put("from", icmp.from());
                    words.put("icmp", Net.name(icmp));
                    boolean host = Net.isHostUnreachable(icmp);
                    boolean late = host && HostDown.wasLookedFor(scene, c);
                    boolean foreign =
                            Net.isNetUnreachable(icmp) && scene.isForeignPrivate(c.address());
                    Verdict verdict =
                            Net.isRejection(icmp)
                                    ? Verdict.CONFIRMED
                                    : late || foreign ? Verdict.POSSIBLE : Verdict.LIKELY;
                    String variant = Net.isRejection(icmp) ? "named" : host ? "host" : "net";
                    boolean loop = Net.isExpiry(icmp);
                    var finding =
                            Finding.of(id(), verdict)
                                    .variant(loop ? "loop" : variant)
                                    .with(words)
                                    .because("icmp", c);
                    scene.signOfLife(c.address())
                            .filter(life -> host)
                            .ifPresent(life ->
                                    finding.because("alive", life, Silence.lifeWords(life)));
                    return finding.remedy(
                                    Where.NETWORK,
                                    loop
                                            ? "unloop"
                                            : Net.isNetUnreachable(icmp)
                                                    ? "route-there"
                                                    : "open-there")
                            .build();
                });
    }

    static boolean isThird(Scene scene, Connect c) {
        return c.icmp() != null
                && !c.icmp().from().equals(c.address())
                && !scene.isHere(c.icmp().from());
    }

    /** A reset that had fewer hops behind it than the host's own answers. */
    private Optional<Finding> nearerReset(Scene scene) {
        return scene.failures().stream()
                .flatMap(c -> Nearer.of(scene, c).stream())
                .findFirst()
                .map(nearer -> {
                    var finding =
                            Finding.of(id(), Verdict.LIKELY)
                                    .variant("reset")
                                    .with(scene.wordsFor(nearer.refused()));
                    return Nearer.cite(finding, nearer).remedy(Where.NETWORK, "open").build();
                });
    }

    /**
     * A refusal may come from anywhere on the way where its sender could not be seen, or the host
     * gave no other answer to compare it with.
     */
    private Optional<Finding> unseenReset(Scene scene) {
        return scene.failure(c ->
                        Refusals.isReset(scene, c)
                                && !Refusals.hasOther(scene, c)
                                && c.port() > 0
                                && !scene.isHere(c.address()))
                .map(c ->
                        Finding.of(id(), Verdict.POSSIBLE)
                                .variant("unseen-reset")
                                .with(scene.wordsFor(c))
                                .because("refused", c)
                                .remedy(Where.SERVER, "watch", watch(c))
                                .build());
    }

    private Optional<Finding> silence(Scene scene) {
        return Silence.of(scene)
                .map(silence -> {
                    Connect c = silence.silent();
                    var link = scene.route(c.address()).filter(r -> r.gateway() == null);
                    boolean alive = silence.life().isPresent();
                    boolean stops = silence.stopsOnTheWay();
                    boolean likely = stops || alive && link.isEmpty();
                    var finding =
                            Silence.finding(id(), scene, silence, silence.verdict(scene, likely))
                                    .variant(stops ? "stops" : alive ? "alive" : "silent");
                    silence.trail()
                            .beyond()
                            .ifPresent(next -> finding.because("goes-on", next.fact()));
                    link.ifPresent(r ->
                            finding.against(
                                    "same-link", r, Map.of("device", String.valueOf(r.device()))));
                    if (stops) {
                        finding.remedy(Where.NETWORK, "open-after");
                    }
                    return finding.remedy(Where.CLOUD, "security-group")
                            .remedy(Where.NETWORK, "open")
                            .remedy(Where.SERVER, "watch", watch(c))
                            .build();
                });
    }

    /**
     * Shows on the server whether the SYN arrives: if so its own filter is at fault, else one
     * before it. The flags byte is counted from the IPv6 header where there is one: {@code tcp[13]}
     * never fits there (pcap-filter(7)).
     */
    static Command watch(Connect c) {
        String flags = Net.isSix(c.address()) ? "ip6[53]" : "tcp[13]";
        return Command.asRoot(
                "tcpdump", "-ni", "any", "tcp port " + c.port() + " and " + flags + " & 2 != 0");
    }
}
