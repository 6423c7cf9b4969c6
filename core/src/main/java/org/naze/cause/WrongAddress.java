package org.naze.cause;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Expected;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Finding;
import org.naze.model.NumericAddress;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * The address is not the server's. It can't be any server's: it stands for a group, for everybody,
 * for whoever uses it, or lacks its link; or it is another than the person says.
 */
final class WrongAddress implements Cause {
    @Override
    public String id() {
        return "wrong-address";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return certain(scene, c -> isGroup(scene, c), "multicast", "ask-owner")
                .or(() -> certain(scene, c -> isBroadcast(scene, c), "broadcast", "ask-owner"))
                .or(() -> certain(scene, WrongAddress::lacksZone, "zone", "add-zone"))
                .or(() -> unspecified(scene))
                .or(() -> unexpected(scene));
    }

    /**
     * What servers listen on to be reached by every address. As a destination Linux takes it for
     * this machine (RFC 1122 §3.2.1.3 forbids it), so here the server may well be meant to run.
     */
    private Optional<Finding> unspecified(Scene scene) {
        return scene.failure(c -> Net.isUnspecified(c.address()))
                .map(c ->
                        Finding.of(id(), Verdict.LIKELY)
                                .variant("unspecified")
                                .with(scene.wordsFor(c))
                                .because("unspecified", c)
                                .remedy(Where.CLIENT, "ask-owner")
                                .build());
    }

    /**
     * An address in the target itself that is not the one that the person says; of names
     * dns-wrong-address and hosts-override tell. Certain where that one serves.
     */
    private Optional<Finding> unexpected(Scene scene) {
        String written = scene.target().host();
        return scene.evidence()
                .first(Expected.class)
                .filter(e -> NumericAddress.of(written).isPresent())
                .flatMap(e ->
                        e.address().equals(written)
                                ? expected(scene, e)
                                : scene.failure(c -> true).map(c -> other(scene, c, e)));
    }

    private Optional<Finding> expected(Scene scene, Expected expected) {
        return scene.failures().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.of(id(), Verdict.RULED_OUT)
                                .variant("expected")
                                .with(Map.of("address", expected.address()))
                                .against("expected", expected)
                                .build());
    }

    private Finding other(Scene scene, Connect c, Expected expected) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("expected", expected.address());
        var finding =
                Finding.of(id(), Verdict.LIKELY)
                        .variant("other")
                        .with(words)
                        .because("other", expected)
                        .because("failed", c);
        scene.evidence()
                .first(Connect.class, o -> isThere(o, expected))
                .ifPresent(o ->
                        finding.verdict(Verdict.CONFIRMED)
                                .because(
                                        "serves",
                                        o,
                                        Map.of("there", Net.endpoint(o.address(), o.port()))));
        return finding.remedy(Where.CLIENT, "use-expected", naze(scene, expected)).build();
    }

    private static boolean isThere(Connect c, Expected expected) {
        return c.purpose() == Purpose.ALTERNATIVE
                && c.address().equals(expected.address())
                && c.errno() == Errno.OK;
    }

    private static Command naze(Scene scene, Expected expected) {
        return Command.of("naze", Net.renamed(scene.target(), expected.address()));
    }

    private Optional<Finding> certain(
            Scene scene, Predicate<Connect> kind, String variant, String remedy) {
        return scene.failure(kind)
                .map(c ->
                        Finding.of(id(), Verdict.CONFIRMED)
                                .variant(variant)
                                .with(scene.wordsFor(c))
                                .because(variant, c)
                                .remedy(Where.CLIENT, remedy)
                                .build());
    }

    /** TCP connects to one machine only (RFC 9293 §3.9.2.3). */
    private static boolean isGroup(Scene scene, Connect c) {
        return c.port() > 0
                && (Net.holds("ff00::/8", c.address())
                        || Net.holds("224.0.0.0/4", c.address())
                        || isRoutedAs(scene, c, RouteType.MULTICAST));
    }

    private static boolean isBroadcast(Scene scene, Connect c) {
        return c.address().equals("255.255.255.255") || isRoutedAs(scene, c, RouteType.BROADCAST);
    }

    /** The same link-local address may exist on every link (RFC 4007 §6). */
    private static boolean lacksZone(Connect c) {
        return c.errno() == Errno.EINVAL
                && Net.isSix(c.address())
                && Net.isLinkLocal(c.address())
                && c.address().indexOf('%') < 0;
    }

    private static boolean isRoutedAs(Scene scene, Connect c, RouteType type) {
        return scene.route(c.address()).map(Route::type).filter(type::equals).isPresent();
    }
}
