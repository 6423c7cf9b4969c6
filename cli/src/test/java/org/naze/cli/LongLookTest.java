package org.naze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Evidence;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Held;
import org.naze.model.Fact.Try;
import org.naze.report.FormatException;
import org.naze.report.JsonReport;
import org.naze.report.Language;

/** {@code --count}, {@code --hold} and {@code --recheck} as scripts and people use them. */
class LongLookTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir Path folder;

    private Ran naze(String... arguments) throws IOException, InterruptedException {
        return Ran.in(folder).naze(arguments);
    }

    private static String target(ServerSocket server) {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    private static Evidence facts(String document) throws FormatException {
        return JsonReport.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private void assertRefused(String option, String... arguments) throws Exception {
        for (Language language : Language.values()) {
            var all = new java.util.ArrayList<>(List.of(arguments));
            all.add("--lang=" + language.tag());
            Ran ran = naze(all.toArray(String[]::new));
            assertThat(ran.status()).as("%s", all).isEqualTo(2);
            assertThat(ran.text()).isEmpty();
            assertThat(ran.errors()).startsWith("naze: ").contains(option).hasLineCount(1);
        }
    }

    @Test
    void triesAreCountedFromOneToAThousand() throws Exception {
        for (String count : List.of("0", "-3", "1001", "many", "2.5")) {
            assertRefused("--count 20", "127.0.0.1:1", "--count=" + count);
        }
    }

    @Test
    void anHourIsTheLongestToHold() throws Exception {
        for (String seconds : List.of("0.5", "3601", "NaN", "5s")) {
            assertRefused("--hold 60", "127.0.0.1:1", "--hold=" + seconds);
        }
    }

    @Test
    void whatIsNotTcpIsNeitherTriedNorHeld() throws Exception {
        assertRefused("udp", "udp://127.0.0.1:53", "--count=2");
        assertRefused("unix", "unix:///run/none.sock", "--hold=2");
    }

    @Test
    void triesAreFactsOfTheOneDocument() throws Exception {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            Ran ran = naze(target(server), "--count=3", "--json");
            assertThat(ran.status()).isEqualTo(0);
            assertThat(ran.errors()).isEmpty();
            assertThat(facts(ran.text()).all(Try.class))
                    .hasSize(3)
                    .allMatch(Try::connected)
                    .extracting(Try::sourcePort)
                    .doesNotHaveDuplicates();
            assertThat(ran.text()).contains("3 of 3 connected");
        }
    }

    @Test
    void aServerThatClosesIsSaidToHaveClosed() throws Exception {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            Process naze = Ran.in(folder).started(target(server), "--hold=60", "--quiet");
            server.accept().close();
            Socket held = server.accept();
            held.close();
            assertThat(said(naze)).contains("the server closed the connection to 127.0.0.1");
            assertThat(naze.waitFor()).isEqualTo(0);
        }
    }

    @Test
    void ctrlCEndsTriesWithWhatThereIs() throws Exception {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            Process naze = Ran.in(folder).started(target(server), "--count=1000", "--json");
            for (int i = 0; i < 4; i++) {
                server.accept().close();
            }
            interrupt(naze);
            List<Try> tries = facts(said(naze)).all(Try.class);
            assertThat(tries).hasSizeBetween(1, 50).allMatch(Try::connected);
            assertThat(naze.waitFor()).isEqualTo(130);
        }
    }

    @Test
    void ctrlCEndsWatchingWithWhatThereIs() throws Exception {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            Process naze = Ran.in(folder).started(target(server), "--hold=600", "--json");
            server.accept().close();
            try (Socket held = server.accept()) {
                interrupt(naze);
                assertThat(facts(said(naze)).first(Held.class).orElseThrow().ending())
                        .isEqualTo(Ending.OPEN);
                assertThat(naze.waitFor()).isEqualTo(130);
                assertThat(held.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    /** The first line says that it does not work; then the server is started. */
    @Test
    void recheckGoesOnUntilItIsMended() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, LOOPBACK)) {
            port = free.getLocalPort();
        }
        Process naze = Ran.in(folder).started("tcp://127.0.0.1:" + port, "--recheck", "--quiet");
        try (var lines = naze.inputReader()) {
            assertThat(lines.readLine()).contains("" + port);
            try (var server = new ServerSocket(port, 50, LOOPBACK)) {
                assertThat(server.isBound()).isTrue();
                String rest = String.join("\n", lines.lines().toList());
                assertThat(rest).contains("It works after", "connection refused → connected");
                assertThat(naze.waitFor()).isEqualTo(0);
            }
        }
    }

    @Test
    void ctrlCEndsRecheckingWithTheLastDocument() throws Exception {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            // Connects, and each try is reset: there is always something to look at again.
            Process naze =
                    Ran.in(folder).started(target(server), "--recheck", "--hold=60", "--json");
            for (int i = 0; i < 4; i++) {
                Socket client = server.accept();
                client.setSoLinger(true, 0);
                client.close();
            }
            interrupt(naze);
            assertThat(facts(said(naze)).all(Connect.class)).isNotEmpty();
            assertThat(naze.waitFor()).isEqualTo(130);
        }
    }

    @Test
    void whatWorksIsNotLookedAtAgain() throws Exception {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            Ran ran = naze(target(server), "--recheck", "--json");
            assertThat(ran.status()).isEqualTo(0);
            assertThat(ran.text()).contains("\"recheck\":{\"looks\":1,").contains("\"changes\":[]");
        }
    }

    @Test
    void theWaitsGrowToHalfAMinute() {
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 1000))
                .map(Recheck::waitSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static String said(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
