package org.naze.cause;

import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.Route;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** A private address, and this machine is not on that network. */
final class PrivateAddress implements Cause {
    @Override
    public String id() {
        return "private-address";
    }

    @Override
    public Set<String> hiddenBy() {
        return NO_WAY_FROM_HERE;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return scene.failure(c -> isElsewhere(scene, c)).map(c -> finding(scene, c));
    }

    /** Nobody's here, and the way there is everybody's. */
    static boolean isElsewhere(Scene scene, Connect c) {
        Outcome outcome = c.errno().outcome();
        return c.port() > 0
                && (outcome == Outcome.TIMEOUT || outcome == Outcome.UNREACHABLE)
                && !Net.privateBlock(c.address()).isEmpty()
                && !scene.isHere(c.address())
                && !scene.nics().isEmpty()
                && scene.ownNetworks().stream().noneMatch(own -> Net.holds(own, c.address()))
                && scene.signOfLife(c.address()).isEmpty()
                && (c.icmp() == null || !Net.isHostUnreachable(c.icmp()))
                && scene.route(c.address()).map(Route::isDefault).orElse(true);
    }

    private Finding finding(Scene scene, Connect c) {
        String block = Net.privateBlock(c.address());
        boolean foreign = scene.isForeignPrivate(c.address());
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("block", block);
        words.put("addresses", String.join(", ", scene.ownNetworks()));
        var finding =
                Finding.of(id(), foreign ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .with(words)
                        .because("failed", c);
        Optional<Fact> nics = scene.evidence().first(Interfaces.class).map(n -> n);
        nics.ifPresent(fact -> finding.because(foreign ? "foreign" : "not-on", fact));
        scene.route(c.address()).ifPresent(route -> finding.because("default-route", route));
        return finding.remedy(Where.CLIENT, "join").remedy(Where.CLIENT, "public").build();
    }
}
