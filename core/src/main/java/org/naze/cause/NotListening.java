package org.naze.cause;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Container;
import org.naze.model.Fact.NoSocket;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** Nothing listens on the port. */
final class NotListening implements Cause {
    @Override
    public String id() {
        return "not-listening";
    }

    @Override
    public Set<String> hiddenBy() {
        var all = new HashSet<>(REFUSED_BY_ANOTHER);
        all.addAll(Set.of("address-family", "bound-to-loopback", "bound-to-other-address"));
        return all;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return missingSocketFile(scene).or(() -> udp(scene)).or(() -> refused(scene));
    }

    /** A closed UDP port answers with ICMP port unreachable; so may a firewall. */
    private Optional<Finding> udp(Scene scene) {
        return scene.failure(c -> scene.isUdp() && c.errno() == Errno.ECONNREFUSED)
                .map(c ->
                        Finding.of(id(), Verdict.LIKELY)
                                .with(scene.wordsFor(c))
                                .because("refused", c)
                                .remedy(
                                        Where.SERVER,
                                        "see-listener",
                                        Command.asRoot("ss", "-lunp", "sport = :" + c.port()))
                                .remedy(Where.SERVER, "start")
                                .build());
    }

    /** On the machine itself the kernel's own table tells. */
    private Optional<Finding> refused(Scene scene) {
        var refused = scene.failure(c -> Refusals.isReset(scene, c) && c.port() > 0);
        var here =
                OwnRefusal.of(scene).filter(h -> refused.filter(h.refused()::equals).isPresent());
        return here.isPresent()
                ? here.filter(h -> h.there().isEmpty()).map(h -> here(scene, h))
                : refused.map(c -> outside(scene, c));
    }

    private Finding here(Scene scene, OwnRefusal here) {
        var finding =
                OwnRefusal.finding(id(), scene.wordsFor(here.refused()), here)
                        .variant("here")
                        .because("refused-here", here.refused())
                        .because("no-listener", here.table());
        // Who connects to that may well mean another machine's server.
        if (!Net.isUnspecified(here.refused().address())) {
            OwnRefusal.settled(finding, here);
        }
        ContainerLocalhost.sign(scene, here.refused())
                .ifPresent(sign -> doubt(scene, finding, sign));
        return finding.remedy(Where.SERVER, "start").remedy(Where.SERVER, "log").build();
    }

    /**
     * In a container nothing listens either where the server runs beside it, in the best of health.
     */
    private static void doubt(Scene scene, Finding.Builder finding, Container sign) {
        var outside = ContainerLocalhost.outside(scene);
        if (sign.apart() || outside.isPresent()) {
            finding.verdict(outside.isPresent() ? Verdict.POSSIBLE : Verdict.LIKELY)
                    .against("container", sign, Map.of("sign", sign.sign()));
        }
    }

    private Finding outside(Scene scene, Connect c) {
        var finding =
                Finding.of(id(), Verdict.LIKELY).with(scene.wordsFor(c)).because("refused", c);
        Trail.of(scene, c)
                .passedOn()
                .ifPresentOrElse(
                        mark -> finding.because("passed-on", mark.fact()),
                        () -> doubt(scene, c, finding));
        return finding.remedy(
                        Where.SERVER,
                        "see-listener",
                        Command.asRoot("ss", "-ltnp", "sport = :" + c.port()))
                .remedy(Where.SERVER, "start")
                .build();
    }

    /** Somebody else than the host may have refused. */
    private static void doubt(Scene scene, Connect c, Finding.Builder finding) {
        Refusals.differing(scene, c)
                .ifPresent(o ->
                        finding.verdict(Verdict.POSSIBLE)
                                .against(
                                        "other-ttl",
                                        o.fact(),
                                        Map.of("ttl", Integer.toString(o.ttl()))));
        Nearer.of(scene, c)
                .flatMap(Nearer::limit)
                .ifPresent(limit ->
                        finding.verdict(Verdict.POSSIBLE)
                                .against("farther", limit.passed().fact()));
    }

    private Optional<Finding> missingSocketFile(Scene scene) {
        return scene.failure(c -> c.port() == 0 && c.errno().outcome() == Outcome.REFUSED)
                .map(c -> {
                    boolean gone = c.errno() == Errno.ENOENT;
                    var other = scene.evidence().first(NoSocket.class);
                    String variant =
                            gone ? "no-file" : other.isPresent() ? "no-socket" : "stale-file";
                    var finding =
                            Finding.of(id(), Verdict.CONFIRMED)
                                    .variant(variant)
                                    .with(scene.wordsFor(c))
                                    .because(gone ? "no-file" : "stale-file", c);
                    other.ifPresent(there ->
                            finding.because(there.directory() ? "directory" : "plain-file", there));
                    return finding.remedy(
                                    Where.SERVER, other.isPresent() ? "right-path" : "start-socket")
                            .build();
                });
    }
}
