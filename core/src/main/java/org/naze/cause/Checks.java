package org.naze.cause;

import java.util.List;
import java.util.Set;
import org.naze.model.Check;
import org.naze.model.Command;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** Which one further check tells apart the causes that the facts leave. */
final class Checks {
    private static final Set<String> OF_REFUSAL =
            Set.of("not-listening", "bound-to-loopback", "bound-to-other-address", "wrong-port");
    private static final Set<String> OF_SILENCE =
            Set.of(
                    "host-firewall",
                    "upstream-filter",
                    "backlog-full",
                    "host-down",
                    "private-address",
                    "client-firewall");

    private Checks() {}

    static List<Check> of(Scene scene, List<Finding> findings) {
        if (findings.stream().anyMatch(f -> f.verdict() == Verdict.CONFIRMED)) {
            return List.of();
        }
        List<String> open =
                findings.stream()
                        .filter(f -> f.verdict() != Verdict.RULED_OUT)
                        .map(Finding::cause)
                        .toList();
        var refused = scene.failure(Outcome.REFUSED);
        List<String> refusals = open.stream().filter(OF_REFUSAL::contains).toList();
        if (refused.isPresent() && refusals.size() > 1) {
            var command = Command.asRoot("ss", "-ltnp", "sport = :" + refused.get().port());
            return List.of(
                    new Check(
                            "listeners",
                            refusals,
                            Where.SERVER,
                            command,
                            scene.wordsFor(refused.get())));
        }
        // Where nothing leaves this machine there is nothing to watch for on the server.
        var silent =
                scene.failure(Outcome.TIMEOUT).filter(c -> scene.heldBack(c.address()).isEmpty());
        List<String> silences = open.stream().filter(OF_SILENCE::contains).toList();
        if (silent.isPresent() && silences.size() > 1) {
            var command = UpstreamFilter.watch(silent.get());
            return List.of(
                    new Check(
                            "watch",
                            silences,
                            Where.SERVER,
                            command,
                            scene.wordsFor(silent.get())));
        }
        return List.of();
    }
}
