package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientProcessTest {
    private static final String STAT =
            "%d (a (b) c) %s 1 7 7 0 -1 %d 1 0 0 0 0 0 0 0 20 0 1 0 4711 0 0 0";
    private static final int PID = 7;

    @TempDir Path procs;

    private void process(int pid, String state, int flags) throws IOException {
        Path proc = procs.resolve("" + pid);
        Files.createDirectories(proc.resolve("ns"));
        Files.writeString(proc.resolve("stat"), STAT.formatted(pid, state, flags));
        Files.writeString(
                proc.resolve("status"),
                "Name:\ta\nUid:\t1000\t1001\t1002\t4294967294\nGid:\t50\t51\t52\t53\n");
        Files.writeString(proc.resolve("environ"), "A=1\0B=x=y\0A=2\0bare\0=z\0");
        Files.createSymbolicLink(proc.resolve("ns/net"), Path.of("net:[" + pid + "]"));
        Files.createSymbolicLink(proc.resolve("ns/mnt"), Path.of("mnt:[1]"));
        Files.createSymbolicLink(proc.resolve("root"), procs.resolve("disk"));
        if (!Files.exists(procs.resolve("self"))) {
            Files.createSymbolicLink(procs.resolve("self"), proc);
        }
    }

    private void assertRefused(String key) {
        assertThatThrownBy(() -> ClientProcess.of(procs, PID))
                .isInstanceOfSatisfying(
                        ProcessException.class, e -> assertThat(e.key()).isEqualTo(key));
    }

    @Test
    void itIsReadFromItsFolder() throws IOException {
        process(PID, "S", 0x400100);
        ClientProcess client = ClientProcess.of(procs, PID);
        assertThat(client.name()).isEqualTo("a (b) c");
        assertThat(client.user()).isEqualTo(-2);
        assertThat(client.group()).isEqualTo(53);
        assertThat(client.started()).isEqualTo(4711);
        assertThat(client.network()).isEqualTo("net:[7]");
        assertThat(client.hasOwnFiles()).isFalse();
        assertThat(client.environment())
                .hasSize(2)
                .containsEntry("A", "1")
                .containsEntry("B", "x=y");
        assertThat(client.isThere()).isTrue();
        assertThat(client.sharesNetwork()).isFalse();
    }

    @Test
    void anotherMountNamespaceOrRootMeansOtherFiles() throws IOException {
        process(1, "S", 0);
        process(PID, "S", 0);
        Files.delete(procs.resolve("7/ns/mnt"));
        Files.createSymbolicLink(procs.resolve("7/ns/mnt"), Path.of("mnt:[2]"));
        assertThat(ClientProcess.of(procs, PID).root()).isEqualTo(procs.resolve("7/root"));
        process(8, "S", 0);
        Files.delete(procs.resolve("8/root"));
        Files.createSymbolicLink(procs.resolve("8/root"), Path.of("/srv/jail"));
        assertThat(ClientProcess.of(procs, 8).hasOwnFiles()).isTrue();
    }

    @Test
    void whatIsNoRunningProgramIsRefused() throws IOException {
        process(1, "S", 0);
        assertRefused("gone");
        process(PID, "Z", 0);
        assertRefused("zombie");
        Files.writeString(procs.resolve("7/stat"), STAT.formatted(PID, "S", 0x208040));
        assertRefused("kernel");
    }

    @Test
    void aSystemWithoutProcIsSaidToBe() {
        assertRefused("system");
    }

    @Test
    void anotherProcessOfTheSameNumberIsNotIt() throws IOException {
        process(PID, "S", 0);
        ClientProcess client = ClientProcess.of(procs, PID);
        Files.writeString(
                procs.resolve("7/stat"), STAT.replace("4711", "4712").formatted(PID, "S", 0));
        assertThat(client.isThere()).isFalse();
    }

    @Test
    void thisVeryProcess() {
        ClientProcess own = ClientProcess.of((int) ProcessHandle.current().pid());
        assertThat(own.sharesNetwork()).isTrue();
        assertThat(own.hasOwnFiles()).isFalse();
        assertThat(own.root()).isEqualTo(Path.of("/"));
        assertThat(own.environment()).isEqualTo(System.getenv());
    }
}
