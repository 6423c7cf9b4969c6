package org.naze.cause;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.cause.Turns.Turn;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The name has several addresses, and not all of them serve. */
final class SomeAddressesDead implements Cause {
    @Override
    public String id() {
        return "some-addresses-dead";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        var dead = scene.failures();
        if (!scene.connected() || dead.isEmpty() || Tries.areUnsteady(scene)) {
            return Optional.empty();
        }
        boolean proven = dead.stream().anyMatch(c -> isProof(scene, c)) && isSteady(scene);
        var finding = Finding.of(id(), proven ? Verdict.CONFIRMED : Verdict.LIKELY);
        explain(scene, dead, finding);
        for (Connect c : dead) {
            finding.because("dead", c, scene.wordsFor(c));
        }
        for (Connect c : scene.attempts()) {
            if (c.errno() == Errno.OK) {
                finding.because("works", c, scene.wordsFor(c));
            }
        }
        return Optional.of(
                finding.remedy(Where.SERVER, "start").remedy(Where.DNS, "withdraw").build());
    }

    /** It refuses by itself: neither this machine's filter does, nor one that says so by ICMP. */
    private static boolean isProof(Scene scene, Connect c) {
        return c.errno() == Errno.ECONNREFUSED
                && c.icmp() == null
                && scene.filterClean(c.address()).isPresent();
    }

    /** Who says that it works sometimes is told of an address only when chance is out of it. */
    private static boolean isSteady(Scene scene) {
        return scene.tries()
                .map(tries ->
                        tries.followAddress() && new AddressPattern(scene, tries).odds().isSure())
                .orElse(true);
    }

    /** What clients go through: that depends on which address comes first. */
    private static void explain(Scene scene, List<Connect> dead, Finding.Builder finding) {
        var words = new HashMap<String, String>();
        words.put("host", scene.target().host());
        words.put("which", dead.stream().map(SomeAddressesDead::at).collect(joining(", ")));
        words.put("dead", Integer.toString(dead.size()));
        words.put("all", Integer.toString(scene.attempts().size()));
        Turns.of(scene).ifPresent(turns -> explain(turns, dead, words, finding));
        finding.with(Map.copyOf(words));
    }

    private static void explain(
            Turns turns, List<Connect> dead, Map<String, String> words, Finding.Builder finding) {
        boolean later = turns.inVain().stream().noneMatch(turn -> dead.contains(turn.attempt()));
        List<Turn> failing =
                (later ? turns.order() : turns.inVain())
                        .stream().filter(turn -> dead.contains(turn.attempt())).toList();
        words.put("works", at(turns.served().attempt()));
        words.put("wait", time(Turns.inTurn(failing)));
        words.put("back", Net.time(turns.raced()));
        boolean slow = failing.stream().anyMatch(Turn::isSlow);
        finding.variant(later ? slow ? "later" : "spare" : slow ? "waits" : "skips");
    }

    private static String at(Connect c) {
        return Net.endpoint(c.address(), c.port());
    }

    /** The words have one for a time that isn't known. */
    private static String time(long micros) {
        return micros == Turns.UNKNOWN ? "-" : Net.time(micros);
    }
}
