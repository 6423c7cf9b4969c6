package org.naze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Diagnosis;
import org.naze.model.Fact;
import org.naze.model.Outcome;
import org.naze.model.TargetParser;
import org.naze.model.Verdict;
import org.naze.probe.Answer;
import org.naze.probe.Deadline;
import org.naze.probe.Dial;
import org.naze.probe.PlainPlatform;
import org.naze.probe.Platform;
import org.naze.probe.Settings;
import org.naze.report.Language;
import org.naze.report.Layout;
import org.naze.report.TextReport;
import org.naze.report.Words;

/** Real sockets of this machine, diagnosed on systems of which Naze knows little, or nothing. */
class DiagnoserTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static final Settings SETTINGS =
            Settings.builder().timeoutMs(1000).environment(Map.of()).build();

    /** Pure Java, and a system that does not even tell its interfaces. */
    private static final List<Platform> PLATFORMS =
            List.of(
                    new PlainPlatform(),
                    new PlainPlatform() {
                        @Override
                        public Answer<Fact.Interfaces> interfaces() {
                            return Answer.none(Fact.Reason.UNSUPPORTED, "nothing");
                        }
                    });

    @Test
    void aClosedPortIsRefusedAndNothingIsCertain() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            closed = socket.getLocalPort();
        }
        for (Diagnosis diagnosis : diagnoses("tcp://127.0.0.1:" + closed)) {
            assertThat(diagnosis.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(diagnosis.causes().getFirst().cause()).isEqualTo("not-listening");
            assertThat(diagnosis.causes()).noneMatch(f -> f.verdict() == Verdict.CONFIRMED);
            assertThat(questions(diagnosis)).contains("filter", "route", "listeners");
        }
    }

    @Test
    void anOpenPortIsConnectedAndNothingIsWrong() throws IOException {
        try (var socket = new ServerSocket(0, 50, LOOPBACK)) {
            for (String host : List.of("127.0.0.1", "localhost")) {
                for (Diagnosis diagnosis :
                        diagnoses("tcp://" + host + ":" + socket.getLocalPort())) {
                    assertThat(diagnosis.outcome()).isEqualTo(Outcome.CONNECTED);
                }
            }
        }
    }

    /** A full accept queue: two connections fill one of length 1. */
    @Test
    void aSilentPortTimesOutInTime() throws IOException {
        try (var full = new ServerSocket(0, 1, LOOPBACK);
                var first = new Socket(LOOPBACK, full.getLocalPort());
                var second = new Socket(LOOPBACK, full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            for (Diagnosis diagnosis : diagnoses("tcp://127.0.0.1:" + full.getLocalPort())) {
                assertThat(diagnosis.outcome()).isEqualTo(Outcome.TIMEOUT);
                assertThat(diagnosis.evidence().elapsedMs()).isBetween(900L, 4000L);
                assertThat(diagnosis.causes()).noneMatch(f -> f.verdict() == Verdict.CONFIRMED);
            }
        }
    }

    @Test
    void aSocketFileThatIsMissingIsTheProof(@TempDir Path folder) {
        for (Diagnosis diagnosis : diagnoses("unix://" + folder.resolve("no.sock"))) {
            assertThat(diagnosis.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(diagnosis.causes().getFirst().cause()).isEqualTo("not-listening");
            assertThat(diagnosis.causes().getFirst().verdict()).isEqualTo(Verdict.CONFIRMED);
        }
    }

    @Test
    void aSocketFileThatNobodyServesIsTheProof(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("stale.sock");
        bound(file).close();
        for (Diagnosis diagnosis : diagnoses("unix://" + file)) {
            assertThat(diagnosis.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(diagnosis.causes().getFirst().cause()).isEqualTo("not-listening");
            assertThat(diagnosis.causes().getFirst().verdict()).isEqualTo(Verdict.CONFIRMED);
        }
    }

    @Test
    void aSocketFileThatIsServedIsConnected(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("app.sock");
        try (var server = bound(file)) {
            assertThat(server.isOpen()).isTrue();
            for (Diagnosis diagnosis : diagnoses("unix://" + file)) {
                assertThat(diagnosis.outcome()).isEqualTo(Outcome.CONNECTED);
                assertThat(diagnosis.isProblem()).isFalse();
            }
        }
    }

    @Test
    void aSocketWhoseQueueIsFullIsNotWaitedForForEver(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("busy.sock");
        try (var server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                                .bind(UnixDomainSocketAddress.of(file), 1);
                var first = SocketChannel.open(UnixDomainSocketAddress.of(file));
                var second = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            assertThat(server.isOpen() && first.isOpen() && second.isOpen()).isTrue();
            for (Diagnosis diagnosis : diagnoses("unix://" + file)) {
                assertThat(diagnosis.outcome()).isEqualTo(Outcome.TIMEOUT);
                assertThat(diagnosis.causes())
                        .extracting(finding -> finding.cause())
                        .containsExactly("backlog-full");
            }
        }
    }

    @Test
    void aPlainFileIsNoSocket(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("app.conf"), "x");
        for (Path path : List.of(file, folder)) {
            for (Diagnosis diagnosis : diagnoses("unix://" + path)) {
                assertThat(diagnosis.causes().getFirst().variant()).isEqualTo("no-socket");
            }
        }
    }

    private static ServerSocketChannel bound(Path file) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(file));
    }

    @Test
    void aNameIsLookedUpWithoutThePlatform() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            closed = socket.getLocalPort();
        }
        for (Diagnosis diagnosis : diagnoses("tcp://localhost:" + closed)) {
            assertThat(diagnosis.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(diagnosis.causes()).noneMatch(f -> f.verdict() == Verdict.CONFIRMED);
            assertThat(diagnosis.evidence().elapsedMs()).isLessThan(5000);
        }
    }

    /** Even connects that the system never ends, come to an end. */
    @Test
    void aSystemThatNeverAnswersIsNotWaitedForForLong() {
        var mute =
                new PlainPlatform() {
                    @Override
                    public void dial(
                            List<Dial> dials,
                            Deadline deadline,
                            Consumer<? super Fact.Connect> ended) {}
                };
        var diagnosis =
                new Diagnoser(mute, SETTINGS).diagnose(TargetParser.parse("tcp://127.0.0.1:9"));
        assertThat(diagnosis.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(diagnosis.evidence().elapsedMs()).isBetween(900L, 5000L);
        assertThat(diagnosis.causes()).noneMatch(f -> f.verdict() == Verdict.CONFIRMED);
    }

    private static List<Diagnosis> diagnoses(String target) {
        var diagnoses = new ArrayList<Diagnosis>();
        for (Platform platform : PLATFORMS) {
            Diagnosis diagnosis =
                    new Diagnoser(platform, SETTINGS).diagnose(TargetParser.parse(target));
            for (Language language : Language.values()) {
                String text =
                        new TextReport(new Words(language), Layout.PLAIN, false).of(diagnosis);
                assertThat(text).doesNotContain("{").doesNotContain("?");
            }
            diagnoses.add(diagnosis);
        }
        return diagnoses;
    }

    private static List<String> questions(Diagnosis diagnosis) {
        return diagnosis.evidence().all(Fact.Unchecked.class).stream()
                .map(Fact.Unchecked::question)
                .toList();
    }
}
