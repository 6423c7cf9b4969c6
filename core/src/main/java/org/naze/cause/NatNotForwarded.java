package org.naze.cause;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Echo;
import org.naze.model.Fact.Hops;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.Transport;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * The address is a router's, which does not forward this port, or not from inside. Never confirmed:
 * what stands behind a router can't be seen from before it.
 */
final class NatNotForwarded implements Cause {
    @Override
    public String id() {
        return "nat-not-forwarded";
    }

    @Override
    public Set<String> hiddenBy() {
        return BEFORE_IT_LEAVES;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return scene.failure(c -> isUnserved(scene, c))
                .flatMap(c -> ownRouter(scene, c).or(() -> forwardsOthers(scene, c)));
    }

    /**
     * Silence or a refusal; a port that is passed on is forwarded, whatever becomes of it there.
     */
    private static boolean isUnserved(Scene scene, Connect c) {
        boolean silent = c.errno().outcome() == Outcome.TIMEOUT && c.reply() == null;
        return (silent || Refusals.isReset(scene, c))
                && !scene.isHere(c.address())
                && Trail.of(scene, c).passedOn().isEmpty();
    }

    /** The first hop is where packets for the address end: it is one of the own router's. */
    private Optional<Finding> ownRouter(Scene scene, Connect c) {
        var route = scene.route(c.address()).filter(r -> r.gateway() != null);
        var end = endsAtFirstHop(scene, c);
        if (route.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("gateway", String.valueOf(route.get().gateway()));
        var counts = countsHops(scene, c);
        boolean likely = counts.isPresent() && isOuterSide(route.get(), c);
        var finding =
                Finding.of(id(), likely ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .variant("own")
                        .with(words)
                        .because("failed", c)
                        .because("first-hop", end.get())
                        .because("route", route.get());
        counts.ifPresent(hops -> finding.because("counts-hops", hops));
        return Optional.of(
                finding.remedy(Where.CLIENT, "use-inner")
                        .remedy(Where.NETWORK, "forward")
                        .remedy(Where.NETWORK, "hairpin")
                        .build());
    }

    /** Datagrams of one hop arrive, or the echo reply has not passed a router. */
    private static Optional<Fact> endsAtFirstHop(Scene scene, Connect c) {
        Trail trail = Trail.of(scene, c);
        Optional<Fact> arrival =
                trail.arrival().filter(mark -> mark.limit() == 1).map(Trail.Mark::fact);
        boolean drawn = trail.drawn().filter(mark -> mark.limit() == 1).isPresent();
        return arrival.or(() ->
                scene.evidence()
                        .first(Echo.class, e -> isNext(e, c))
                        .filter(e -> drawn || trail.tcp().isEmpty())
                        .map(e -> e));
    }

    private static boolean isNext(Echo echo, Connect c) {
        return echo.answered()
                && echo.address().equals(c.address())
                && echo.ttl() != null
                && Nearer.distance(echo.ttl()) == 1;
    }

    /** Not every router does; behind one that doesn't, whatever is farther seems to be next. */
    private static Optional<Hops> countsHops(Scene scene, Connect c) {
        return scene.evidence()
                .first(
                        Hops.class,
                        h ->
                                !h.address().equals(c.address())
                                        && Net.isSix(h.address()) == Net.isSix(c.address())
                                        && h.hops().stream()
                                                .map(hop -> new Trail.Mark(h, hop))
                                                .anyMatch(m ->
                                                        m.limit() == 1 && m.router().isPresent()));
    }

    /** A public address, asked for from a private one: what a router is known by from outside. */
    private static boolean isOuterSide(Route route, Connect c) {
        String own = route.source();
        return own != null
                && !Net.privateBlock(own).isEmpty()
                && Net.privateBlock(c.address()).isEmpty()
                && !Net.isLinkLocal(c.address());
    }

    /**
     * Packets for another port of the address expire there: it is sent on. A server that does so
     * for its containers answers on some port itself.
     */
    private Optional<Finding> forwardsOthers(Scene scene, Connect c) {
        List<Hops> others = scene.evidence().all(Hops.class, h -> isOther(h, c));
        boolean all = others.stream().allMatch(NatNotForwarded::isForwarded);
        boolean silent = c.errno().outcome() == Outcome.TIMEOUT;
        boolean likely = all && silent && Net.privateBlock(c.address()).isEmpty();
        return others.stream()
                .filter(NatNotForwarded::isForwarded)
                .min(Comparator.comparingInt(Hops::port))
                .map(other -> {
                    var words = new HashMap<>(scene.wordsFor(c));
                    words.put("other", Integer.toString(other.port()));
                    return Finding.of(id(), likely ? Verdict.LIKELY : Verdict.POSSIBLE)
                            .variant("others")
                            .with(words)
                            .because("failed", c)
                            .because("passes-on", other)
                            .remedy(Where.NETWORK, "forward")
                            .build();
                });
    }

    private static boolean isOther(Hops hops, Connect c) {
        return hops.address().equals(c.address())
                && hops.port() != c.port()
                && hops.transport() == Transport.TCP;
    }

    private static boolean isForwarded(Hops hops) {
        return hops.hops().stream()
                .map(hop -> new Trail.Mark(hops, hop))
                .anyMatch(mark -> mark.router().filter(hops.address()::equals).isPresent());
    }
}
