package org.naze.cause;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Listener;
import org.naze.model.Fact.Listeners;
import org.naze.model.Finding;
import org.naze.model.Verdict;

/**
 * A refusal by this very machine, whose table of listeners tells why.
 *
 * @param there who listens on the port, those of the refused address's family first
 * @param undiverted excludes that NAT sent the connection elsewhere
 */
record OwnRefusal(
        Connect refused, Listeners table, List<Listener> there, Optional<Fact> undiverted) {
    /** Empty where nothing here was refused, or the listeners could not be read. */
    static Optional<OwnRefusal> of(Scene scene) {
        return scene.failure(c -> c.errno() == Errno.ECONNREFUSED && scene.isHere(c.address()))
                .flatMap(
                        c -> scene.evidence().first(Listeners.class).map(all -> of(scene, c, all)));
    }

    private static OwnRefusal of(Scene scene, Connect c, Listeners all) {
        var there =
                all.listeners().stream()
                        .filter(l -> l.port() == c.port())
                        .sorted(Comparator.comparing(l -> !isOfFamily(c, l)))
                        .toList();
        return new OwnRefusal(c, all, there, scene.notDiverted(c.address()));
    }

    private static boolean isOfFamily(Connect c, Listener listener) {
        return Net.isSix(listener.address()) == Net.isSix(c.address());
    }

    /** The listeners of the refused address's family. */
    List<Listener> ofFamily() {
        return there.stream().filter(l -> isOfFamily(refused, l)).toList();
    }

    /** Begins a finding with the words about the refusal and those of the first listener. */
    static Finding.Builder finding(String id, Map<String, String> aboutRefused, OwnRefusal here) {
        var words = new HashMap<>(aboutRefused);
        here.there.stream().findFirst().ifPresent(l -> words.putAll(Bound.words(l)));
        words.put("anyone", Net.isSix(here.refused.address()) ? "[::]" : "0.0.0.0");
        return Finding.of(id, Verdict.LIKELY).with(words);
    }

    /** What the table shows is certain where the connection did not leave for another address. */
    static Finding.Builder settled(Finding.Builder finding, OwnRefusal here) {
        here.undiverted.ifPresent(
                fact -> finding.verdict(Verdict.CONFIRMED).because("undiverted", fact));
        return finding;
    }
}
