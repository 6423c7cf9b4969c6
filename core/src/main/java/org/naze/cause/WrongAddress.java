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
        for (Connect c : scene.failures()) {
            String kind = c.port() == 0 ? "" : kind(scene, c);
            if (!kind.isEmpty()) {
                return Optional.of(finding(scene, c, kind));
            }
        }
        return Optional.empty();
    }

    private Finding finding(Scene scene, Connect c, String kind) {
        return Finding.of(id(), Verdict.CONFIRMED)
                .variant(kind)
                .with(scene.wordsFor(c))
                .because(kind, c)
                .remedy(Where.CLIENT, kind.equals("zone") ? "add-zone" : "ask-owner")
                .build();
    }

    /**
     * TCP connects to one machine only (RFC 9293 §3.9.2.3); empty for an address that may be one.
     */
    private static String kind(Scene scene, Connect c) {
        String address = c.address();
        boolean group =
                address.startsWith("ff") && Net.isSix(address)
                        || isRoutedAs(scene, c, RouteType.MULTICAST);
        if (group || Net.holds("224.0.0.0/4", address)) {
            return "multicast";
        }
        if (address.equals("255.255.255.255") || isRoutedAs(scene, c, RouteType.BROADCAST)) {
            return "broadcast";
        }
        // RFC 4007 §6: the same link-local address may exist on every link.
        boolean unzoned =
                Net.isSix(address) && Net.isLinkLocal(address) && address.indexOf('%') < 0;
        return unzoned && c.errno() == Errno.EINVAL ? "zone" : "";
    }

    private static boolean isRoutedAs(Scene scene, Connect c, RouteType type) {
        return scene.route(c.address()).map(Route::type).filter(type::equals).isPresent();
    }
}
