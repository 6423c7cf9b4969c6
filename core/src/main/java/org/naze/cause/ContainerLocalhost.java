package org.naze.cause;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Container;
import org.naze.model.Fact.ContainerKind;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Spoken;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * The client runs in a container, and {@code localhost} is the container itself. Never confirmed:
 * what listens outside at the same port may be another service.
 */
final class ContainerLocalhost implements Cause {
    @Override
    public String id() {
        return "container-localhost";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of(
                "client-firewall", "host-firewall", "address-family", "bound-to-other-address");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return OwnRefusal.of(scene)
                .filter(here -> here.there().isEmpty())
                .map(OwnRefusal::refused)
                .flatMap(c -> sign(scene, c).flatMap(sign -> finding(scene, c, sign)));
    }

    /** The mark of a container whose network is not the machine's, where that matters. */
    static Optional<Container> sign(Scene scene, Connect c) {
        return Net.isLoopback(c.address()) && !seesBridges(scene)
                ? scene.evidence().first(Container.class)
                : Optional.empty();
    }

    /** The target's port is open on the machine that the container runs on. */
    static Optional<Connect> outside(Scene scene) {
        return scene.evidence()
                .first(Connect.class, c -> c.purpose() == Purpose.OUTSIDE && c.errno() == Errno.OK);
    }

    /** Who sees the bridges of container runtimes is on the machine's own network. */
    private static boolean seesBridges(Scene scene) {
        return scene.nics().stream().anyMatch(nic -> Tunnels.isBridge(nic.name()));
    }

    private Optional<Finding> finding(Scene scene, Connect c, Container sign) {
        var outside = outside(scene);
        if (outside.isEmpty() && !sign.apart()) {
            return Optional.empty();
        }
        boolean isClient =
                !isSystem(sign.runtime()) && !scene.evidence().has(Spoken.class, Spoken::speaks);
        boolean likely = outside.isPresent() || isClient;
        boolean wsl = sign.runtime() == ContainerKind.WSL;
        var finding =
                Finding.of(id(), likely ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .variant(wsl ? "wsl" : "")
                        .with(words(scene, c, sign, outside))
                        .because(wsl ? "wsl" : "sign", sign)
                        .because("refused", c);
        outside.ifPresent(o -> finding.because("outside", o));
        return Optional.of(remedies(scene, sign.runtime(), outside, finding).build());
    }

    /** These are set up as machines of their own, servers and all. */
    private static boolean isSystem(ContainerKind kind) {
        return kind == ContainerKind.LXC || kind == ContainerKind.NSPAWN;
    }

    private static Finding.Builder remedies(
            Scene scene, ContainerKind kind, Optional<Connect> outside, Finding.Builder finding) {
        outside.ifPresent(o ->
                finding.remedy(
                        Where.CLIENT,
                        "use",
                        Command.of("naze", Net.renamed(scene.target(), o.address()))));
        switch (kind) {
            case WSL ->
                    finding.remedy(
                            Where.CLIENT, "windows", Command.of("ip", "route", "show", "default"));
            case KUBERNETES -> finding.remedy(Where.CLIENT, "service");
            case LXC, NSPAWN, OTHER ->
                    finding.remedy(
                            Where.CLIENT,
                            "host-address",
                            Command.of("ip", "route", "show", "default"));
            case DOCKER, PODMAN ->
                    finding.remedy(Where.CLIENT, "host-name")
                            .remedy(Where.CLIENT, "neighbour")
                            .remedy(Where.CLIENT, "host-network");
        }
        return finding;
    }

    private static Map<String, String> words(
            Scene scene, Connect c, Container sign, Optional<Connect> outside) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("sign", sign.sign());
        words.put("name", hostName(sign.runtime()));
        outside.ifPresent(o -> {
            words.put("outside", Net.endpoint(o.address(), o.port()));
            words.put("instead", Net.renamed(scene.target(), o.address()));
        });
        return words;
    }

    private static String hostName(ContainerKind kind) {
        return kind == ContainerKind.PODMAN ? "host.containers.internal" : "host.docker.internal";
    }
}
