package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Listener;
import org.naze.model.Fact.Listeners;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** What the two causes about a listening address that does not fit have in common. */
final class Bound {
    private Bound() {}

    /** A refusal by this very machine, and listeners of the same family on other addresses only. */
    private record Misfit(Connect refused, Listeners table, List<Listener> there) {
        /** Nobody but this machine itself can reach them. */
        boolean isLoopback() {
            return there.stream().allMatch(l -> Net.isLoopback(l.address()))
                    && !Net.isLoopback(refused.address());
        }
    }

    /**
     * What a refusal makes of one of the two causes.
     *
     * @param loopback the cause is that nothing but loopback is listened on
     */
    static Optional<Finding> judge(String id, Scene scene, boolean loopback) {
        var misfit = misfit(scene);
        return misfit.isEmpty()
                ? fromOutside(id, scene)
                : misfit.filter(m -> m.isLoopback() == loopback).map(m -> here(id, scene, m));
    }

    private static Optional<Misfit> misfit(Scene scene) {
        var refused =
                scene.failure(c -> c.errno() == Errno.ECONNREFUSED && scene.isHere(c.address()));
        var table = scene.evidence().first(Listeners.class);
        if (refused.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        String address = refused.get().address();
        List<Listener> there =
                scene.listeners(refused.get().port()).orElse(List.of()).stream()
                        .filter(l -> Net.isSix(l.address()) == Net.isSix(address))
                        .toList();
        boolean fits =
                scene.listeners(refused.get().port()).orElse(List.of()).stream()
                        .anyMatch(l -> takes(l, address));
        return there.isEmpty() || fits
                ? Optional.empty()
                : Optional.of(new Misfit(refused.get(), table.get(), there));
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
    private static Finding here(String id, Scene scene, Misfit misfit) {
        var words = new HashMap<>(scene.wordsFor(misfit.refused()));
        words.putAll(words(misfit.there().getFirst()));
        words.put("anyone", Net.isSix(misfit.refused().address()) ? "[::]" : "0.0.0.0");
        var undiverted = scene.notDiverted(misfit.refused().address());
        var finding =
                Finding.of(id, undiverted.isPresent() ? Verdict.CONFIRMED : Verdict.LIKELY)
                        .variant("here")
                        .with(words)
                        .because("refused", misfit.refused())
                        .because("listener", misfit.table());
        undiverted.ifPresent(fact -> finding.because("undiverted", fact));
        return finding.remedy(Where.SERVER, "listen-all")
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
