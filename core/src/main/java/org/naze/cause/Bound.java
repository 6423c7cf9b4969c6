package org.naze.cause;

import java.util.Map;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Fact.Listener;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** What the two causes about a listening address that does not fit have in common. */
final class Bound {
    private Bound() {}

    /**
     * What a refusal makes of one of the two causes.
     *
     * @param loopback the cause is that nothing but loopback is listened on
     */
    static Optional<Finding> judge(String id, Scene scene, boolean loopback) {
        var misfit = OwnRefusal.of(scene).filter(Bound::isMisfit);
        return misfit.isEmpty()
                ? fromOutside(id, scene)
                : misfit.filter(h -> isLoopbackOnly(h) == loopback).map(h -> here(id, scene, h));
    }

    /** There are listeners of the same family, on other addresses only. */
    private static boolean isMisfit(OwnRefusal here) {
        String address = here.refused().address();
        return !here.ofFamily().isEmpty()
                && here.there().stream().noneMatch(l -> takes(l, address));
    }

    /** Nobody but this machine itself can reach them. */
    private static boolean isLoopbackOnly(OwnRefusal here) {
        return here.ofFamily().stream().allMatch(l -> Net.isLoopback(l.address()))
                && !Net.isLoopback(here.refused().address());
    }

    /** Whether a connect to the address would reach this listener. */
    static boolean takes(Listener listener, String address) {
        if (listener.address().equals("::")) {
            return Net.isSix(address) || !Boolean.TRUE.equals(listener.only6());
        }
        return listener.address().equals(address)
                || listener.address().equals("0.0.0.0") && !Net.isSix(address);
    }

    static Map<String, String> words(Listener listener) {
        return Map.of(
                "listens", Net.endpoint(listener.address(), listener.port()),
                "program", program(listener));
    }

    static String program(Listener listener) {
        if (listener.command() == null) {
            return "-";
        }
        return listener.pid() == null
                ? listener.command()
                : listener.command() + " (pid " + listener.pid() + ")";
    }

    /** The finding on the server's own machine. */
    private static Finding here(String id, Scene scene, OwnRefusal here) {
        var finding =
                OwnRefusal.finding(id, scene.wordsFor(here.refused()), here)
                        .variant("here")
                        .because("refused", here.refused())
                        .because("listener", here.table());
        return OwnRefusal.settled(finding, here)
                .remedy(Where.SERVER, "listen-all")
                .remedy(Where.CLIENT, "use-listening")
                .build();
    }

    /** The possibility from outside: a refusal looks the same whoever the server listens for. */
    private static Optional<Finding> fromOutside(String id, Scene scene) {
        return scene.failure(c -> Refusals.isReset(scene, c) && !scene.isHere(c.address()))
                .map(c ->
                        Finding.of(id, Verdict.POSSIBLE)
                                .with(scene.wordsFor(c))
                                .because("refused-outside", c)
                                .remedy(
                                        Where.SERVER,
                                        "see-listener",
                                        Command.asRoot("ss", "-ltnp", "sport = :" + c.port()))
                                .remedy(Where.SERVER, "listen-all-outside")
                                .build());
    }
}
