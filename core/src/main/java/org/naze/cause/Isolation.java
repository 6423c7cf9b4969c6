package org.naze.cause;

import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Neighbour;
import org.naze.model.Fact.Neighbourhood;
import org.naze.model.Fact.Route;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** On the own link nobody answers but the router: guest networks keep their clients apart. */
final class Isolation {
    /** So many others must be silent, too, before it is the network's doing and not theirs. */
    private static final int SILENT_OTHERS = 2;

    private Isolation() {}

    static Optional<Finding> judge(Scene scene) {
        for (Connect c : scene.failures()) {
            var dead =
                    scene.neighbour(c.address()).filter(n -> GatewayDown.DEAD.contains(n.state()));
            var router = dead.flatMap(n -> router(scene, n.device()));
            var others = dead.flatMap(n -> others(scene, n.device()));
            if (WrongNetwork.isLost(c) && router.isPresent() && others.isPresent()) {
                return Optional.of(finding(scene, c, dead.get(), router.get(), others.get()));
            }
        }
        return Optional.empty();
    }

    /** The router of this link, where it has answered. */
    private static Optional<Neighbour> router(Scene scene, String device) {
        return scene.evidence().all(Route.class).stream()
                .filter(r -> r.isDefault() && r.gateway() != null)
                .filter(r -> Objects.equals(r.device(), device))
                .flatMap(r -> scene.neighbour(Objects.requireNonNull(r.gateway())).stream())
                .filter(n -> HostFirewall.ALIVE.contains(n.state()))
                .findFirst();
    }

    /** Nobody else answers: others were tried, or the link is wireless, where that is usual. */
    private static Optional<Neighbourhood> others(Scene scene, String device) {
        return scene.evidence()
                .first(Neighbourhood.class, n -> n.device().equals(device))
                .filter(n -> n.answering() == 0)
                .filter(n -> n.silent() > 0 || device.startsWith("wl"));
    }

    private static Finding finding(
            Scene scene, Connect c, Neighbour dead, Neighbour router, Neighbourhood others) {
        boolean likely = others.silent() >= SILENT_OTHERS;
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("device", dead.device());
        words.put("router", router.address());
        words.put("count", Integer.toString(others.silent()));
        return Finding.of(WrongNetwork.ID, likely ? Verdict.LIKELY : Verdict.POSSIBLE)
                .variant("isolation")
                .with(words)
                .because("nobody", dead)
                .because("router", router)
                .because("nor-others", others)
                .because("failed", c)
                .remedy(Where.NETWORK, "no-isolation")
                .build();
    }
}
