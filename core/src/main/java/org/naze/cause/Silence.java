package org.naze.cause;

import java.util.Map;
import java.util.Optional;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Echo;
import org.naze.model.Finding;
import org.naze.model.Verdict;

/**
 * Another machine's silence, whether it showed life otherwise, and how far packets for it got: what
 * the causes of a silence have in common.
 */
record Silence(Connect silent, Optional<Fact> life, Trail trail) {
    /** The first connect to another machine that nothing at all came back to. */
    static Optional<Silence> of(Scene scene) {
        return scene.silence()
                .filter(c -> c.port() > 0 && !scene.isHere(c.address()))
                .map(c -> new Silence(c, scene.signOfLife(c.address()), Trail.of(scene, c)));
    }

    /** The port's packets end before others do: what stops them is not the host. */
    boolean stopsOnTheWay() {
        return trail.beyond().isPresent();
    }

    /**
     * What a sign of life makes of a cause elsewhere; less where something on this machine holds
     * back or throws away what is sent there.
     */
    Verdict verdict(Scene scene, boolean likely) {
        String address = silent.address();
        boolean here =
                scene.heldBack(address).isPresent()
                        || scene.block(address).isPresent() && scene.left(address).isEmpty();
        return likely && !here ? Verdict.LIKELY : Verdict.POSSIBLE;
    }

    /**
     * Begins a finding that cites the silence, the sign of life, if there was one, and where the
     * port's packets end.
     */
    static Finding.Builder finding(String id, Scene scene, Silence silence, Verdict verdict) {
        var finding =
                Finding.of(id, verdict)
                        .with(Trail.words(silence.trail, scene.wordsFor(silence.silent())))
                        .because("silent", silence.silent());
        silence.life.ifPresent(fact -> finding.because("alive", fact, lifeWords(fact)));
        silence.trail.lastRouter().ifPresent(last -> finding.because("ends-after", last.fact()));
        return finding;
    }

    /** How a host showed that it lives, for the words. */
    static Map<String, String> lifeWords(Fact fact) {
        return switch (fact) {
            case Connect c -> Map.of("sign", "tcp/" + c.port() + " " + state(c));
            case Echo e -> Map.of("sign", e.method().equals("icmp") ? "ping" : "udp");
            default -> Map.of("sign", "-");
        };
    }

    /** As nmap(1) names the states of a port, by what came back and not by what became of it. */
    private static String state(Connect c) {
        if (c.icmp() != null) {
            return "filtered";
        }
        boolean taken = c.reply() != null && c.reply().kind().equals("syn-ack");
        return c.errno() == Errno.OK || taken ? "open" : "closed";
    }
}
