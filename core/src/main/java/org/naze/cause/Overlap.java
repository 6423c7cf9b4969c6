package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.OtherRoute;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** A network of this machine's own has the same addresses as the one that is meant. */
final class Overlap {
    private Overlap() {}

    static Optional<Finding> judge(Scene scene) {
        for (Connect c : scene.failures()) {
            var route = scene.route(c.address()).filter(r -> isOwnLink(scene, r));
            var other = route.flatMap(r -> otherWay(scene, r));
            if (other.isPresent()) {
                return Optional.of(finding(scene, c, route.get(), other.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean isOwnLink(Scene scene, Route route) {
        return route.type() == RouteType.UNICAST
                && route.gateway() == null
                && route.device() != null
                && !Tunnels.isTunnel(scene, route.device())
                && !Net.privateBlock(route.destination()).isEmpty();
    }

    /**
     * Another way to the address, one made for it first. A default route leads everywhere: it
     * counts only beside a bridge, whose numbers a container runtime took as it liked.
     */
    private static Optional<OtherRoute> otherWay(Scene scene, Route taken) {
        List<OtherRoute> others =
                scene.evidence()
                        .all(OtherRoute.class, o -> o.destination().equals(taken.destination()));
        return others.stream()
                .filter(o -> isMeant(scene, o))
                .findFirst()
                .or(() -> others.stream().filter(o -> isBridge(taken)).findFirst());
    }

    private static boolean isMeant(Scene scene, OtherRoute other) {
        return !other.network().endsWith("/0") || Tunnels.isTunnel(scene, other.device());
    }

    private static boolean isBridge(Route route) {
        return Tunnels.isBridge(Objects.requireNonNullElse(route.device(), ""));
    }

    private static Finding finding(Scene scene, Connect c, Route taken, OtherRoute other) {
        var nobody = scene.neighbour(c.address()).filter(n -> GatewayDown.DEAD.contains(n.state()));
        boolean likely = nobody.isPresent() && isMeant(scene, other);
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("device", String.valueOf(taken.device()));
        words.put("other", other.device());
        words.put("network", other.network());
        var finding =
                Finding.of(WrongNetwork.ID, likely ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .variant("overlap")
                        .with(words)
                        .because("own-link", taken)
                        .because("other-way", other)
                        .because("failed", c);
        nobody.ifPresent(n -> finding.because("nobody", n));
        return finding.remedy(
                        Where.CLIENT, "other-way", way("add", other), way("del", other), false)
                .remedy(Where.CLIENT, isBridge(taken) ? "other-bridge" : "other-numbers")
                .build();
    }

    private static Command way(String action, OtherRoute other) {
        String to = other.destination() + (Net.isSix(other.destination()) ? "/128" : "/32");
        return other.gateway() == null
                ? Command.asRoot("ip", "route", action, to, "dev", other.device())
                : Command.asRoot(
                        "ip", "route", action, to, "via", other.gateway(), "dev", other.device());
    }
}
