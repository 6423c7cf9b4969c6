package org.naze.cause;

import java.util.Optional;
import java.util.Set;
import org.naze.model.Fact.Connect;
import org.naze.model.Finding;
import org.naze.model.Outcome;

/**
 * This machine is on another network than it should be: the VPN is off, a network of its own has
 * the same addresses, or the link keeps its clients apart. Never confirmed: which network is the
 * right one nobody says.
 */
final class WrongNetwork implements Cause {
    static final String ID = "wrong-network";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<String> hiddenBy() {
        return NO_WAY_FROM_HERE;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return scene.connected()
                ? Optional.empty()
                : VpnOff.judge(scene)
                        .or(() -> Overlap.judge(scene))
                        .or(() -> Isolation.judge(scene))
                        .or(() -> VpnOff.name(scene));
    }

    /** Nothing came back, or word that there is no way. */
    static boolean isLost(Connect c) {
        Outcome outcome = c.errno().outcome();
        return c.port() > 0 && (outcome == Outcome.TIMEOUT || outcome == Outcome.UNREACHABLE);
    }
}
