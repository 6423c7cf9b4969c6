package org.naze.cause;

import java.util.Optional;
import java.util.Set;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * Something between answers in the server's name. Who answered, it says; upstream-filter says what
 * to open there.
 */
final class MiddleboxReset implements Cause {
    @Override
    public String id() {
        return "middlebox-reset";
    }

    @Override
    public Set<String> hiddenBy() {
        return BEFORE_IT_LEAVES;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return scene.failures().stream()
                .flatMap(c -> Nearer.of(scene, c).stream())
                .findFirst()
                .map(nearer -> finding(scene, nearer));
    }

    private Finding finding(Scene scene, Nearer nearer) {
        var finding =
                Finding.of(id(), nearer.isProven() ? Verdict.CONFIRMED : Verdict.LIKELY)
                        .with(scene.wordsFor(nearer.refused()));
        return Nearer.cite(finding, nearer)
                .remedy(Where.NETWORK, "find")
                .remedy(Where.SERVER, "watch", UpstreamFilter.watch(nearer.refused()))
                .build();
    }
}
