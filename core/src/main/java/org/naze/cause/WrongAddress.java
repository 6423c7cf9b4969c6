package org.naze.cause;

import java.util.Optional;
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
        return scene.failure(c -> isGroup(scene, c))
                .map(c -> group(scene, c))
                .or(() -> scene.failure(c -> isBroadcast(scene, c)).map(c -> broadcast(scene, c)))
                .or(() -> scene.failure(WrongAddress::lacksZone).map(c -> unzoned(scene, c)));
    }

    private Finding group(Scene scene, Connect c) {
        return certain(scene, c)
                .variant("multicast")
                .because("multicast", c)
                .remedy(Where.CLIENT, "ask-owner")
                .build();
    }

    private Finding broadcast(Scene scene, Connect c) {
        return certain(scene, c)
                .variant("broadcast")
                .because("broadcast", c)
                .remedy(Where.CLIENT, "ask-owner")
                .build();
    }

    private Finding unzoned(Scene scene, Connect c) {
        return certain(scene, c)
                .variant("zone")
                .because("zone", c)
                .remedy(Where.CLIENT, "add-zone")
                .build();
    }

    private Finding.Builder certain(Scene scene, Connect c) {
        return Finding.of(id(), Verdict.CONFIRMED).with(scene.wordsFor(c));
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
