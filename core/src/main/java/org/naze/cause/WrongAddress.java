package org.naze.cause;

import java.util.Optional;
import java.util.function.Predicate;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The address can't be any server's: it stands for a group, for everybody, or lacks its link. */
final class WrongAddress implements Cause {
    @Override
    public String id() {
        return "wrong-address";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return certain(scene, c -> isGroup(scene, c), "multicast", "ask-owner")
                .or(() -> certain(scene, c -> isBroadcast(scene, c), "broadcast", "ask-owner"))
                .or(() -> certain(scene, WrongAddress::lacksZone, "zone", "add-zone"));
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
