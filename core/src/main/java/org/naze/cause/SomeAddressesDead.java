package org.naze.cause;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
        if (!scene.connected() || dead.isEmpty()) {
            return Optional.empty();
        }
        boolean proven =
                dead.stream()
                        .anyMatch(c ->
                                c.errno() == Errno.ECONNREFUSED
                                        && scene.filterClean(c.address()).isPresent());
        var finding =
                Finding.of(id(), proven ? Verdict.CONFIRMED : Verdict.LIKELY)
                        .with(
                                Map.of(
                                        "host", scene.target().host(),
                                        "which", which(dead),
                                        "dead", Integer.toString(dead.size()),
                                        "all", Integer.toString(scene.attempts().size())));
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

    private static String which(List<Connect> dead) {
        return dead.stream()
                .map(c -> Net.endpoint(c.address(), c.port()))
                .collect(Collectors.joining(", "));
    }
}
