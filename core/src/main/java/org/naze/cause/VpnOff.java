package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Nic;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** A VPN that is switched off, or that this machine lacks. */
final class VpnOff {
    private VpnOff() {}

    static Optional<Finding> judge(Scene scene) {
        return dead(scene).or(() -> off(scene));
    }

    /** The route leads into a tunnel whose program does not run. */
    private static Optional<Finding> dead(Scene scene) {
        for (Connect c : scene.failures()) {
            var route = scene.route(c.address());
            var tunnel =
                    Tunnels.off(scene)
                            .filter(nic ->
                                    route.filter(r -> nic.name().equals(r.device())).isPresent())
                            .findFirst();
            if (WrongNetwork.isLost(c) && tunnel.isPresent()) {
                var finding = start(scene, c, Verdict.LIKELY, "tunnel-dead", tunnel.get());
                route.ifPresent(r -> finding.because("into-tunnel", r));
                return Optional.of(
                        finding.remedy(Where.CLIENT, "restart")
                                .remedy(Where.CLIENT, "see", see(tunnel.get()))
                                .build());
            }
        }
        return Optional.empty();
    }

    /** A private address goes out to everybody's router, and a VPN is there and switched off. */
    private static Optional<Finding> off(Scene scene) {
        List<Nic> tunnels = Tunnels.off(scene).toList();
        return scene.failure(c -> isAstray(scene, c))
                .filter(c -> !tunnels.isEmpty())
                .map(c -> {
                    var fitting = tunnels.stream().filter(nic -> holds(nic, c)).findFirst();
                    boolean likely = fitting.isPresent() || !Tunnels.isAnyUp(scene);
                    Verdict verdict = likely ? Verdict.LIKELY : Verdict.POSSIBLE;
                    return off(scene, c, fitting.orElseGet(tunnels::getFirst), verdict);
                });
    }

    private static Finding off(Scene scene, Connect c, Nic tunnel, Verdict verdict) {
        var finding = start(scene, c, verdict, "tunnel-off", tunnel);
        scene.route(c.address())
                .ifPresent(r -> finding.because(leads(r) ? "default-route" : "no-route", r));
        if (holds(tunnel, c)) {
            finding.remedy(Where.CLIENT, "up", set(tunnel, "up"), set(tunnel, "down"), false);
        }
        return finding.remedy(Where.CLIENT, "switch-on")
                .remedy(Where.CLIENT, "see", see(tunnel))
                .build();
    }

    /** Out into the wide, or nowhere: to a private address of no network here. */
    private static boolean isAstray(Scene scene, Connect c) {
        boolean nowhere = scene.route(c.address()).filter(r -> !leads(r)).isPresent();
        boolean isPrivate = !Net.privateBlock(c.address()).isEmpty();
        return WrongNetwork.isLost(c)
                && (nowhere && isPrivate || PrivateAddress.isElsewhere(scene, c));
    }

    private static boolean leads(Route route) {
        return route.type() != RouteType.NONE;
    }

    private static boolean holds(Nic tunnel, Connect c) {
        return tunnel.addresses().stream().anyMatch(own -> Net.holds(own, c.address()));
    }

    /** A name that perhaps only the VPN's name servers know. */
    static Optional<Finding> name(Scene scene) {
        var tunnel = Tunnels.off(scene).findFirst();
        var unknown =
                scene.dnsAnswers().stream()
                        .filter(a -> a.status() == LookupStatus.NXDOMAIN)
                        .findFirst();
        if (!scene.nameFailed() || tunnel.isEmpty() || unknown.isEmpty()) {
            return Optional.empty();
        }
        var words = new HashMap<>(scene.targetWords());
        words.put("device", tunnel.get().name());
        words.put("server", unknown.get().server());
        return Optional.of(
                Finding.of(WrongNetwork.ID, Verdict.POSSIBLE)
                        .variant("name")
                        .with(words)
                        .because("unknown-here", unknown.get())
                        .because("tunnel", interfaces(scene))
                        .remedy(Where.CLIENT, "switch-on")
                        .remedy(Where.CLIENT, "see", see(tunnel.get()))
                        .build());
    }

    private static Finding.Builder start(
            Scene scene, Connect c, Verdict verdict, String variant, Nic tunnel) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("device", tunnel.name());
        return Finding.of(WrongNetwork.ID, verdict)
                .variant(variant)
                .with(words)
                .because("tunnel", interfaces(scene))
                .because("failed", c);
    }

    /** The fact that names the tunnel. */
    private static Fact interfaces(Scene scene) {
        return scene.evidence().first(Interfaces.class).orElseThrow();
    }

    private static Command see(Nic tunnel) {
        return Command.of("ip", "-br", "address", "show", "dev", tunnel.name());
    }

    private static Command set(Nic tunnel, String state) {
        return Command.asRoot("ip", "link", "set", "dev", tunnel.name(), state);
    }
}
