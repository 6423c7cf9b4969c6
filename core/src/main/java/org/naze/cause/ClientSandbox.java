package org.naze.cause;

import java.util.Optional;
import java.util.Set;
import org.naze.model.Errno;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Confinement;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.GroupProgram;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.UnitAddresses;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;

/** The client program is not allowed to connect: its service, container or itself confines it. */
final class ClientSandbox implements Cause {
    /** systemd's programs for IPAddressDeny; they look at nothing but the address. */
    private static final String SYSTEMD = "sd_fw_";

    @Override
    public String id() {
        return "client-sandbox";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of("no-route", "wrong-address");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return denied(scene)
                .or(() -> withoutFamily(scene))
                .or(() -> stoppedByProgram(scene))
                .or(() -> stoppedByUnit(scene));
    }

    /** The kernel says no before any packet leaves, and no route is of that kind. */
    private Optional<Finding> denied(Scene scene) {
        return scene.failure(c -> !scene.isUdp() && isDeniedHere(c) && !isRouted(scene, c))
                .map(c -> {
                    var finding =
                            Finding.of(id(), Verdict.LIKELY)
                                    .with(scene.wordsFor(c))
                                    .because("denied", c);
                    deniedHere(scene, c)
                            .ifPresent(self ->
                                    finding.because("denied-here", self, scene.wordsFor(self)));
                    return Confined.by(scene, c, finding)
                            .verdict(isCertain(scene, c) ? Verdict.CONFIRMED : Verdict.LIKELY)
                            .build();
                });
    }

    /**
     * ICMPv6 from afar ends in EACCES, too (RFC 4443 §3.1, Linux net/ipv6/icmp.c); and of a
     * datagram that a packet filter drops send(2) says EPERM.
     */
    private static boolean isDeniedHere(Connect c) {
        return c.errno().outcome() == Outcome.DENIED && c.icmp() == null;
    }

    private static boolean isRouted(Scene scene, Connect c) {
        RouteType type = scene.route(c.address()).map(Route::type).orElse(RouteType.UNICAST);
        return type != RouteType.UNICAST && type != RouteType.LOCAL;
    }

    /**
     * The way to oneself leads over no policy rule and through no IPsec: who is denied that, too,
     * is held back himself. Of Naze; what another process may do is not seen by that.
     */
    private static boolean isCertain(Scene scene, Connect c) {
        return !isOfAnother(scene)
                && (Net.isLoopback(c.address()) || deniedHere(scene, c).isPresent());
    }

    private static boolean isOfAnother(Scene scene) {
        return scene.evidence().first(AsProcess.class).isPresent();
    }

    private static Optional<Connect> deniedHere(Scene scene, Connect c) {
        return scene.evidence()
                .first(
                        Connect.class,
                        self ->
                                self.purpose() == Purpose.CONTROL
                                        && Net.isLoopback(self.address())
                                        && self.errno() == c.errno());
    }

    /** No socket of a family that this machine has: a filter of system calls says so. */
    private Optional<Finding> withoutFamily(Scene scene) {
        var filter = Confined.own(scene).filter(Confinement::filtersCalls);
        return scene.failure(c -> c.errno() == Errno.EAFNOSUPPORT && c.source() == null)
                .filter(c -> filter.isPresent() && !scene.lacksFamily(c.address()))
                .map(c -> {
                    var finding =
                            Finding.of(id(), Verdict.LIKELY)
                                    .variant("family")
                                    .with(scene.wordsFor(c))
                                    .because("family", c)
                                    .because("calls", filter.get());
                    return Confined.family(finding).build();
                });
    }

    /** A program of the control group throws the packet away: tried on it, and seen by silence. */
    private Optional<Finding> stoppedByProgram(Scene scene) {
        return scene.attempts().stream()
                .filter(c -> dropping(scene, c).isPresent())
                .findFirst()
                .map(c -> {
                    GroupProgram program = dropping(scene, c).orElseThrow();
                    var finding =
                            Finding.of(id(), certainty(scene))
                                    .variant("group")
                                    .with(Confined.words(scene, c, program))
                                    .because("program", program);
                    var process = scene.evidence().first(AsProcess.class);
                    process.ifPresentOrElse(
                            as -> finding.because("process", as),
                            () -> finding.because("silent", c));
                    return Confined.group(finding, program).build();
                });
    }

    /** Whether the process as which the world is seen certainly gets no answer from the target. */
    static boolean isSilenced(Scene scene) {
        return isOfAnother(scene)
                && !scene.attempts().isEmpty()
                && certainty(scene) == Verdict.CONFIRMED;
    }

    /** Of Naze's own group only what a silence bears out. */
    private static Optional<GroupProgram> dropping(Scene scene, Connect c) {
        boolean another = isOfAnother(scene);
        boolean silent = c.errno().outcome() == Outcome.TIMEOUT;
        return scene.evidence()
                .first(
                        GroupProgram.class,
                        p -> p.address().equals(c.address()) && Boolean.FALSE.equals(p.passes()))
                .filter(p ->
                        another || silent && p.attach().equals("egress") == (c.reply() == null));
    }

    /**
     * Certain where nothing of the target is reached. Of another process the connect itself was not
     * seen, and a program may look at more than the packet: then it has to be one that doesn't.
     */
    private static Verdict certainty(Scene scene) {
        boolean another = isOfAnother(scene);
        boolean all =
                scene.attempts().stream()
                        .allMatch(c ->
                                dropping(scene, c)
                                        .filter(p -> !another || p.program().startsWith(SYSTEMD))
                                        .isPresent());
        return all ? Verdict.CONFIRMED : Verdict.LIKELY;
    }

    /** systemd says that the unit may not, where the programs themselves could not be seen. */
    private Optional<Finding> stoppedByUnit(Scene scene) {
        var unit = scene.evidence().first(UnitAddresses.class);
        return scene.attempts().stream()
                .filter(c -> unit.filter(u -> denies(u, c.address())).isPresent())
                .findFirst()
                .map(c -> {
                    UnitAddresses u = unit.get();
                    var finding =
                            Finding.of(id(), Verdict.LIKELY)
                                    .variant("unit")
                                    .with(Confined.words(scene, c, u))
                                    .because("unit", u);
                    return Confined.unit(finding, u.unit()).build();
                });
    }

    /** What is allowed is allowed, whatever else is denied (systemd.resource-control(5)). */
    private static boolean denies(UnitAddresses unit, String address) {
        return unit.deny().stream().anyMatch(prefix -> Net.holds(prefix, address))
                && unit.allow().stream().noneMatch(prefix -> Net.holds(prefix, address));
    }
}
