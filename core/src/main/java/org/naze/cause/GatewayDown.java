package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Neighbour;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.Nic;
import org.naze.model.Fact.Route;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The client's own router does not answer. */
final class GatewayDown implements Cause {
    static final Set<NeighbourState> DEAD =
            Set.of(NeighbourState.FAILED, NeighbourState.INCOMPLETE);

    @Override
    public String id() {
        return "gateway-down";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of("client-firewall");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        for (Connect c : scene.failures()) {
            var route = scene.route(c.address()).filter(r -> r.gateway() != null);
            if (route.isPresent() && isSilence(scene, c)) {
                var finding = dead(scene, route.get(), scene.wordsFor(c));
                if (finding.isPresent()) {
                    boolean proven = scene.failures().stream().allMatch(o -> isProven(scene, o));
                    return finding.map(f ->
                            f.verdict(proven ? Verdict.CONFIRMED : Verdict.LIKELY)
                                    .because("failed", c)
                                    .build());
                }
            }
        }
        return scene.nameFailed() ? nameServer(scene) : Optional.empty();
    }

    /**
     * The kernel's own word (which comes as an ICMP error from an own address), or none yet: an
     * error from elsewhere would show that the router lives.
     */
    private static boolean isSilence(Scene scene, Connect c) {
        return (c.icmp() == null || scene.isHere(c.icmp().from()))
                && (c.errno() == Errno.EHOSTUNREACH || c.errno().outcome() == Outcome.TIMEOUT);
    }

    /** The kernel gave up on the router, though its own cable is plugged in. */
    private static boolean isProven(Scene scene, Connect c) {
        return c.errno() == Errno.EHOSTUNREACH
                && isSilence(scene, c)
                && scene.route(c.address())
                        .filter(r -> deadNeighbour(scene, r).isPresent() && hasCarrier(scene, r))
                        .isPresent();
    }

    private static Optional<Neighbour> deadNeighbour(Scene scene, Route route) {
        return route.gateway() == null
                ? Optional.empty()
                : scene.neighbour(route.gateway()).filter(n -> DEAD.contains(n.state()));
    }

    private Optional<Finding.Builder> dead(Scene scene, Route route, Map<String, String> about) {
        return deadNeighbour(scene, route)
                .map(neighbour -> {
                    var words = new HashMap<>(about);
                    words.put("gateway", Objects.requireNonNull(route.gateway()));
                    words.put("device", neighbour.device());
                    var finding =
                            Finding.of(id(), Verdict.LIKELY)
                                    .with(words)
                                    .because("neighbour", neighbour)
                                    .because("route", route);
                    scene.evidence()
                            .first(org.naze.model.Fact.Interfaces.class)
                            .filter(n -> !hasCarrier(scene, route))
                            .ifPresent(nics -> finding.because("no-carrier", nics));
                    return finding.remedy(Where.NETWORK, "start")
                            .remedy(
                                    Where.CLIENT,
                                    "right-gateway",
                                    IpTool.routeTo(route.destination()))
                            .remedy(Where.CLIENT, "see", IpTool.neighbours(neighbour.device()));
                });
    }

    private static boolean hasCarrier(Scene scene, Route route) {
        List<Nic> nics = scene.nics();
        return nics.stream()
                .filter(nic -> nic.name().equals(route.device()))
                .allMatch(Nic::running);
    }

    /**
     * The way to the name servers leads over a dead router, so that there is no address to go to.
     */
    private Optional<Finding> nameServer(Scene scene) {
        return scene.dnsAnswers().stream()
                .flatMap(answer -> scene.route(Net.bare(answer.server())).stream())
                .flatMap(route ->
                        dead(
                                scene,
                                route,
                                Map.of(
                                        "address",
                                        route.destination(),
                                        "at",
                                        Net.endpoint(route.destination(), 53)))
                                .stream())
                .findFirst()
                .map(Finding.Builder::build);
    }
}
