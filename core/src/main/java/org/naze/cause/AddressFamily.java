package org.naze.cause;

import java.util.Map;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.Listener;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** One side uses IPv6, the other only IPv4, or the reverse. */
final class AddressFamily implements Cause {
    @Override
    public String id() {
        return "address-family";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return clientLacks(scene)
                .or(() -> sourceOfOther(scene))
                .or(() -> listensOnOther(scene))
                .or(() -> onlyOneServes(scene));
    }

    private static Map<String, String> words(Scene scene, Connect attempt) {
        var words = new java.util.HashMap<>(scene.wordsFor(attempt));
        boolean six = Net.isSix(attempt.address());
        words.put("family", six ? "IPv6" : "IPv4");
        words.put("other", six ? "IPv4" : "IPv6");
        return words;
    }

    /** No address of the target is of a family that this machine has. */
    private Optional<Finding> clientLacks(Scene scene) {
        var attempts = scene.attempts();
        if (attempts.isEmpty()
                || !attempts.stream().allMatch(c -> scene.lacksFamily(c.address()))) {
            return Optional.empty();
        }
        boolean atOnce = attempts.stream().allMatch(c -> isLackOfFamily(c.errno()));
        if (!atOnce) {
            return Optional.empty();
        }
        Connect first = attempts.getFirst();
        var finding =
                Finding.of(id(), Verdict.CONFIRMED).variant("client").with(words(scene, first));
        for (Connect c : attempts) {
            finding.because("failed", c, scene.wordsFor(c));
        }
        scene.evidence()
                .first(Interfaces.class)
                .ifPresent(nics ->
                        finding.because(
                                "interfaces",
                                nics,
                                Map.of("addresses", String.join(", ", scene.ownNetworks()))));
        return Optional.of(
                finding.remedy(Where.CLIENT, "get-family")
                        .remedy(Where.DNS, "add-record")
                        .remedy(Where.SERVER, "both")
                        .build());
    }

    /** The client is to bind to an address of one family, and the target has the other only. */
    private Optional<Finding> sourceOfOther(Scene scene) {
        var attempts = scene.attempts();
        if (attempts.isEmpty() || !attempts.stream().allMatch(AddressFamily::isFromOther)) {
            return Optional.empty();
        }
        Connect first = attempts.getFirst();
        var words = words(scene, first);
        words.put("source", String.valueOf(first.source()));
        var finding = Finding.of(id(), Verdict.CONFIRMED).variant("source").with(words);
        for (Connect c : attempts) {
            finding.because("failed", c, scene.wordsFor(c));
        }
        return Optional.of(
                finding.remedy(Where.CLIENT, "bind-family").remedy(Where.SERVER, "both").build());
    }

    private static boolean isFromOther(Connect c) {
        return c.errno() == Errno.EAFNOSUPPORT
                && c.source() != null
                && Net.isSix(c.source()) != Net.isSix(c.address());
    }

    private static boolean isLackOfFamily(Errno errno) {
        return errno == Errno.ENETUNREACH
                || errno == Errno.EADDRNOTAVAIL
                || errno == Errno.EAFNOSUPPORT;
    }

    /** On the server's own machine: the listener is there, of the other family. */
    private Optional<Finding> listensOnOther(Scene scene) {
        return OwnRefusal.of(scene)
                .filter(here -> !here.there().isEmpty())
                .filter(here -> here.there().stream().noneMatch(l -> takesFamily(l, here)))
                .map(here -> listener(scene, here));
    }

    private Finding listener(Scene scene, OwnRefusal here) {
        var finding =
                OwnRefusal.finding(id(), words(scene, here.refused()), here)
                        .variant("listener")
                        .because("failed", here.refused())
                        .because("listener", here.table());
        return OwnRefusal.settled(finding, here)
                .remedy(Where.SERVER, "listen-both")
                .remedy(Where.CLIENT, "use-other")
                .build();
    }

    private static boolean takesFamily(Listener listener, OwnRefusal here) {
        if (Net.isSix(here.refused().address())) {
            return Net.isSix(listener.address());
        }
        return !Net.isSix(listener.address())
                || listener.address().equals("::") && !Boolean.TRUE.equals(listener.only6());
    }

    /** From the client: every address of one family serves, and none of the other. */
    private Optional<Finding> onlyOneServes(Scene scene) {
        var good = scene.attempts().stream().filter(c -> c.errno() == Errno.OK).toList();
        var bad = scene.failures();
        if (good.isEmpty() || bad.isEmpty()) {
            return Optional.empty();
        }
        boolean six = Net.isSix(bad.getFirst().address());
        boolean split =
                bad.stream().allMatch(c -> Net.isSix(c.address()) == six)
                        && good.stream().noneMatch(c -> Net.isSix(c.address()) == six);
        if (!split) {
            return Optional.empty();
        }
        Connect failed = bad.getFirst();
        boolean refused = failed.errno().outcome() == Outcome.REFUSED;
        var finding =
                Finding.of(id(), refused ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .variant("server")
                        .with(words(scene, failed))
                        .because("failed", failed)
                        .because("works", good.getFirst(), scene.wordsFor(good.getFirst()));
        return Optional.of(
                finding.remedy(
                                Where.SERVER,
                                "see-listener",
                                Command.asRoot("ss", "-ltnp", "sport = :" + failed.port()))
                        .remedy(Where.SERVER, "listen-both")
                        .remedy(Where.DNS, "drop-record")
                        .build());
    }
}
