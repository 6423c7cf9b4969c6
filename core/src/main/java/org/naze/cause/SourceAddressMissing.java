package org.naze.cause;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.SourceAddress;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The local address that the client binds to is not on this machine. */
final class SourceAddressMissing implements Cause {
    @Override
    public String id() {
        return "source-address-missing";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return scene.failure(c -> c.errno() != Errno.EAFNOSUPPORT && isMissing(scene, c))
                .map(c -> finding(scene, c));
    }

    static boolean isMissing(Scene scene, Connect c) {
        return c.source() != null
                && scene.evidence()
                        .has(
                                SourceAddress.class,
                                s -> s.address().equals(c.source()) && !s.local());
    }

    private Finding finding(Scene scene, Connect c) {
        String source = Objects.requireNonNull(c.source());
        var words = new java.util.HashMap<>(scene.wordsFor(c));
        words.put("source", source);
        var own = scene.ownNetworks().stream().map(Net::bare).toList();
        words.put("addresses", String.join(", ", own));
        var absent =
                scene.evidence()
                        .first(SourceAddress.class, s -> s.address().equals(source))
                        .orElseThrow();
        boolean refused = c.errno() == Errno.EADDRNOTAVAIL;
        var present = scene.evidence().first(Interfaces.class);
        var finding =
                Finding.of(
                                id(),
                                refused && present.isPresent() ? Verdict.CONFIRMED : Verdict.LIKELY)
                        .variant(refused ? "" : "nonlocal")
                        .with(words)
                        .because(refused ? "bind" : "nonlocal", c)
                        .because("absent", absent);
        present.ifPresent(nics -> finding.because("present", nics, Map.of()));
        return finding.remedy(Where.CLIENT, "use-own")
                .remedy(Where.CLIENT, "see", Command.of("ip", "-br", "address"))
                .build();
    }
}
