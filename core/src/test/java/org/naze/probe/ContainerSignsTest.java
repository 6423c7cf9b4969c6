package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Fact.Container;
import org.naze.model.Fact.ContainerKind;

class ContainerSignsTest {
    @TempDir Path root;

    @BeforeEach
    void theMachinesOwnNamespaces() throws IOException {
        Files.createDirectories(root.resolve("proc/self/ns"));
        Files.createDirectories(root.resolve("proc/1"));
        Files.createDirectories(root.resolve("run"));
        namespace("ipc", 4026531839L);
        namespace("uts", 4026531838L);
        namespace("pid", 4026531836L);
        namespace("net", 4026531840L);
    }

    private void namespace(String kind, long number) throws IOException {
        Path link = root.resolve("proc/self/ns/" + kind);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(kind + ":[" + number + "]"));
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(root.resolve(name), content);
    }

    private Container sign(Map<String, String> environment) {
        return new ContainerSigns(root, root.resolve("proc/self"), environment)
                .find()
                .orElseThrow();
    }

    private Container sign() {
        return sign(Map.of());
    }

    @Test
    void aMachineHasNone() throws IOException {
        file("proc/version", "Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org)");
        file("proc/1/cgroup", "0::/init.scope\n");
        file("proc/1/environ", "HOME=/\0TERM=linux\0");
        assertThat(new ContainerSigns(root, root.resolve("proc/self"), Map.of("HOME", "/")).find())
                .isEmpty();
    }

    @Test
    void docker() throws IOException {
        file(".dockerenv", "");
        namespace("pid", 4026532201L);
        assertThat(sign()).isEqualTo(new Container(ContainerKind.DOCKER, "/.dockerenv", true));
    }

    @Test
    void aMarkWithoutNamespacesMayBeALeftover() throws IOException {
        file(".dockerenv", "");
        assertThat(sign().apart()).isFalse();
        namespace("uts", 4026532201L);
        assertThat(sign().apart()).isTrue();
    }

    @Test
    void whoSharesTheFirstNetworkIsNotApart() throws IOException {
        file(".dockerenv", "");
        namespace("pid", 4026532201L);
        namespace("net", 4026531833L);
        assertThat(sign().apart()).isFalse();
    }

    @Test
    void podman() throws IOException {
        file("run/.containerenv", "engine=\"podman-4.3.1\"\n");
        assertThat(sign().runtime()).isEqualTo(ContainerKind.PODMAN);
        assertThat(sign(Map.of("container", "podman")).runtime()).isEqualTo(ContainerKind.PODMAN);
    }

    @Test
    void kubernetes() throws IOException {
        assertThat(sign(Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1")))
                .isEqualTo(
                        new Container(ContainerKind.KUBERNETES, "$KUBERNETES_SERVICE_HOST", false));
        file("proc/1/cgroup", "11:memory:/kubepods/besteffort/pod0/abc\n");
        assertThat(sign().runtime()).isEqualTo(ContainerKind.KUBERNETES);
    }

    @Test
    void theFirstProcessSaysWhatItRunsIn() throws IOException {
        file("proc/1/environ", "TERM=linux\0container=lxc\0");
        assertThat(sign().runtime()).isEqualTo(ContainerKind.LXC);
        file("proc/1/environ", "container=systemd-nspawn\0");
        assertThat(sign().runtime()).isEqualTo(ContainerKind.NSPAWN);
        file("proc/1/environ", "container=something-new\0");
        assertThat(sign().runtime()).isEqualTo(ContainerKind.OTHER);
    }

    @Test
    void windows() throws IOException {
        file(
                "proc/version",
                "Linux version 5.15.146.1-microsoft-standard-WSL2 (root@65c757a075e2)");
        assertThat(sign()).isEqualTo(new Container(ContainerKind.WSL, "/proc/version", true));
    }

    @Test
    void whatCannotBeReadSaysNothing() throws IOException {
        Files.deleteIfExists(root.resolve("proc/self/ns/pid"));
        Files.createDirectory(root.resolve("proc/self/ns/pid"));
        file(".dockerenv", "");
        assertThat(sign().apart()).isFalse();
    }
}
