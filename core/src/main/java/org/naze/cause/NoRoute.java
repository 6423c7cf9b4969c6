package org.naze.cause;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The client has no route there, or one that says no. */
final class NoRoute implements Cause {
    /** The errno that connect(2) gives for each kind of route that leads nowhere (rtnetlink(7)). */
    private static final Map<RouteType, Errno> SAYS =
            Map.of(
                    RouteType.NONE, Errno.ENETUNREACH,
                    RouteType.UNREACHABLE, Errno.EHOSTUNREACH,
                    RouteType.PROHIBIT, Errno.EACCES,
                    RouteType.BLACKHOLE, Errno.EINVAL);

    /** Without the routing table: an ENETUNREACH sooner than any answer from outside. */
    private static final long AT_ONCE_MICROS = 20_000;

    @Override
    public String id() {
        return "no-route";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of("address-family", "wrong-address");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return loopbackDown(scene).or(() -> ofTable(scene));
    }

    /** A machine reaches itself by its loopback interface alone, by whichever of its addresses. */
    private Optional<Finding> loopbackDown(Scene scene) {
        var nics = scene.evidence().first(Interfaces.class);
        boolean down = scene.nics().stream().anyMatch(nic -> nic.name().equals("lo") && !nic.up());
        return scene.failure(
                        c -> down && scene.isHere(c.address()) && c.errno() != Errno.ECONNREFUSED)
                .map(c ->
                        Finding.of(id(), Verdict.CONFIRMED)
                                .variant("loopback")
                                .with(scene.wordsFor(c))
                                .because("loopback", nics.orElseThrow())
                                .because("failed", c)
                                .remedy(
                                        Where.CLIENT,
                                        "loopback-up",
                                        Command.asRoot("ip", "link", "set", "lo", "up"),
                                        Command.asRoot("ip", "link", "set", "lo", "down"),
                                        false)
                                .build());
    }

    private Optional<Finding> ofTable(Scene scene) {
        for (Connect c : scene.failures()) {
            var route = scene.route(c.address()).filter(r -> isWhy(c, r));
            if (route.isPresent()) {
                return Optional.of(byTable(scene, c, route.get()));
            }
        }
        return withoutTable(scene).or(() -> nameServer(scene));
    }

    private static boolean isWhy(Connect c, Route route) {
        return c.icmp() == null
                && SAYS.containsKey(route.type())
                && c.errno() == SAYS.get(route.type());
    }

    private Finding byTable(Scene scene, Connect c, Route route) {
        String kind = Kebab.of(route.type());
        boolean all =
                scene.failures().stream()
                        .allMatch(
                                o -> scene.route(o.address()).filter(r -> isWhy(o, r)).isPresent());
        return Finding.of(id(), all ? Verdict.CONFIRMED : Verdict.LIKELY)
                .variant(kind)
                .with(scene.wordsFor(c))
                .because("route." + kind, route)
                .because("failed", c)
                .remedy(Where.CLIENT, route.type() == RouteType.NONE ? "add" : "delete")
                .remedy(Where.CLIENT, "see", IpTool.routeTo(c.address()))
                .build();
    }

    private Optional<Finding> withoutTable(Scene scene) {
        return scene.failure(c ->
                        c.errno() == Errno.ENETUNREACH
                                && c.icmp() == null
                                && c.micros() < AT_ONCE_MICROS
                                && scene.route(c.address()).isEmpty()
                                && !SourceAddressMissing.isMissing(scene, c))
                .map(c ->
                        Finding.of(id(), Verdict.LIKELY)
                                .variant("none")
                                .with(scene.wordsFor(c))
                                .because("failed", c)
                                .remedy(Where.CLIENT, "add")
                                .remedy(Where.CLIENT, "see", IpTool.routeTo(c.address()))
                                .build());
    }

    /** No route even to the name servers, so that there is no address to go to. */
    private Optional<Finding> nameServer(Scene scene) {
        if (!scene.nameFailed()) {
            return Optional.empty();
        }
        boolean all = scene.eachNameServerByAllWays(a -> routeTo(scene, a).isPresent());
        for (DnsAnswer answer : scene.dnsAnswers()) {
            var route = routeTo(scene, answer);
            if (route.isPresent()) {
                String kind = Kebab.of(route.get().type());
                return Optional.of(
                        Finding.of(id(), all ? Verdict.CONFIRMED : Verdict.LIKELY)
                                .variant("name-server")
                                .with(
                                        Map.of(
                                                "address",
                                                answer.server(),
                                                "host",
                                                scene.target().host()))
                                .because("route." + kind, route.get())
                                .because("name-server", answer)
                                .remedy(
                                        Where.CLIENT,
                                        route.get().type() == RouteType.NONE ? "add" : "delete")
                                .remedy(Where.CLIENT, "see", IpTool.routeTo(answer.server()))
                                .build());
            }
        }
        return Optional.empty();
    }

    /** The route by which a question could not even be sent. */
    private static Optional<Route> routeTo(Scene scene, DnsAnswer answer) {
        return answer.status() == LookupStatus.UNREACHABLE
                ? scene.route(Net.bare(answer.server())).filter(r -> SAYS.containsKey(r.type()))
                : Optional.empty();
    }
}
