package org.naze.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;
import org.naze.probe.Deadline;
import org.naze.probe.Dial;

/** What anybody may ask, on this machine's own loopback interface. */
class LoopbackTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final LinuxPlatform platform = new LinuxPlatform();

    static List<Connect> dial(
            LinuxPlatform platform,
            InetAddress address,
            @Nullable InetAddress source,
            long ms,
            int... ports) {
        var dials = new ArrayList<Dial>();
        for (int port : ports) {
            dials.add(new Dial(Purpose.TARGET, address, port, source));
        }
        var ended = new ArrayList<Connect>();
        platform.dial(dials, Deadline.in(ms), ended::add);
        return ended;
    }

    static <T> T known(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Known.class);
        return ((Answer.Known<T>) answer).value();
    }

    private static int closedPort() throws IOException {
        try (var server = new ServerSocket(0, 1, LOOPBACK)) {
            return server.getLocalPort();
        }
    }

    @Test
    void dialsAreConnectedAndRefused() throws IOException {
        int closed = closedPort();
        try (var server = new ServerSocket(0, 1, LOOPBACK)) {
            List<Connect> ended =
                    dial(platform, LOOPBACK, null, 2000, server.getLocalPort(), closed);
            assertThat(ended)
                    .extracting(Connect::port, Connect::errno)
                    .containsExactlyInAnyOrder(
                            tuple(server.getLocalPort(), Errno.OK),
                            tuple(closed, Errno.ECONNREFUSED));
            assertThat(ended).allMatch(c -> c.micros() >= 0 && c.icmp() == null);
        }
    }

    @Test
    void unixSocketsAreConnectedToByFileAndByName(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("app.sock");
        assertThat(platform.connectUnix(file.toString())).isEqualTo(Errno.ENOENT);
        assertThat(platform.connectUnix(file + "/below")).isEqualTo(Errno.ENOENT);
        assertThat(platform.connectUnix("@naze-test-nobody")).isEqualTo(Errno.ECONNREFUSED);
        assertThat(platform.connectUnix("/" + "long".repeat(30))).isEqualTo(Errno.EINVAL);
        try (var server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(file), 1)) {
            assertThat(server.isOpen()).isTrue();
            assertThat(platform.connectUnix(file.toString())).isEqualTo(Errno.OK);
            assertThat(platform.connectUnix(file.toString())).isEqualTo(Errno.OK);
            assertThat(platform.connectUnix(file.toString())).isEqualTo(Errno.SILENT);
        }
        assertThat(platform.connectUnix(file.toString())).isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    void aFullAcceptQueueIsSilentUntilTheDeadline() throws IOException {
        try (var server = new ServerSocket(0, 1, LOOPBACK);
                var first = new Socket(LOOPBACK, server.getLocalPort());
                var second = new Socket(LOOPBACK, server.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            long start = System.nanoTime();
            List<Connect> ended = dial(platform, LOOPBACK, null, 200, server.getLocalPort());
            long micros = (System.nanoTime() - start) / 1000;
            assertThat(ended).extracting(Connect::errno).containsExactly(Errno.SILENT);
            assertThat(micros).isGreaterThanOrEqualTo(200_000);
            assertThat(ended.getFirst().micros()).isBetween(1L, micros);
        }
    }

    @Test
    void aDeadlineThatIsOverEndsEverythingAtOnce() throws IOException {
        var over = Deadline.in(0);
        var ended = new ArrayList<Connect>();
        platform.dial(
                List.of(new Dial(Purpose.TARGET, LOOPBACK, closedPort(), null)), over, ended::add);
        assertThat(ended).hasSize(1);
    }

    @Test
    void aSourceThatIsNotHereIsNotAvailable() {
        InetAddress elsewhere = Addresses.of("203.0.113.5");
        assertThat(dial(platform, LOOPBACK, elsewhere, 500, 9))
                .extracting(Connect::errno, Connect::source)
                .containsExactly(tuple(Errno.EADDRNOTAVAIL, "203.0.113.5"));
        assertThat(platform.route(Addresses.of("192.0.2.77"), elsewhere))
                .isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void aSourceOfTheOtherFamilyDoesNotFit() {
        assertThat(dial(platform, LOOPBACK, Addresses.of("::1"), 500, 9))
                .extracting(Connect::errno)
                .containsExactly(Errno.EAFNOSUPPORT);
    }

    @Test
    void theLoopbackRouteIsLocal() {
        Fact.Route route = known(platform.route(LOOPBACK, null));
        assertThat(route.type()).isEqualTo(Fact.RouteType.LOCAL);
        assertThat(route.device()).isEqualTo("lo");
        assertThat(route.isDefault()).isFalse();
    }

    @Test
    void interfacesHaveLoopback() {
        assertThat(known(platform.interfaces()).nics())
                .anySatisfy(nic -> {
                    assertThat(nic.name()).isEqualTo("lo");
                    assertThat(nic.up() && nic.running()).isTrue();
                    assertThat(nic.addresses()).contains("127.0.0.1/8");
                });
    }

    @Test
    void anAddressThatNobodyHasAskedForIsNoNeighbour() {
        assertThat(known(platform.neighbour(Addresses.of("192.0.2.99"), "lo")).state())
                .isEqualTo(Fact.NeighbourState.NONE);
        assertThat(known(platform.neighbour(LOOPBACK, "no-such-nic")).state())
                .isEqualTo(Fact.NeighbourState.NONE);
    }

    @Test
    void loopbackAnswersAnEcho() {
        Fact.Echo echo = known(platform.echo(LOOPBACK, Deadline.in(2000)));
        assertThat(echo.answered()).isTrue();
        assertThat(echo.from()).isEqualTo("127.0.0.1");
        assertThat(echo.ttl()).isEqualTo(64);
    }

    @Test
    void listenersHaveAnOwnOne() throws IOException {
        try (var server = new ServerSocket(0, 1, LOOPBACK)) {
            long own = ProcessHandle.current().pid();
            assertThat(known(platform.listeners(server.getLocalPort())).listeners())
                    .anySatisfy(listener -> {
                        assertThat(listener.port()).isEqualTo(server.getLocalPort());
                        assertThat(listener.address()).contains("127.0.0.1");
                        assertThat(listener.pid()).isEqualTo((int) own);
                        assertThat(listener.command()).isEqualTo("java");
                    });
        }
    }

    @Test
    void portUseCountsOwnConnections() throws IOException {
        try (var server = new ServerSocket(0, 10, LOOPBACK);
                var first = new Socket(LOOPBACK, server.getLocalPort());
                var second = new Socket(LOOPBACK, server.getLocalPort());
                var nowhere = new ServerSocket(0, 1, LOOPBACK)) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            int used = known(platform.portUse(LOOPBACK, server.getLocalPort())).used();
            int unused = known(platform.portUse(LOOPBACK, nowhere.getLocalPort())).used();
            assertThat(used).isGreaterThanOrEqualTo(2);
            assertThat(used - unused).isBetween(1, 3);
        }
    }

    @Test
    void anAcceptQueueIsCounted() throws IOException {
        try (var server = new ServerSocket(0, 1, LOOPBACK);
                var first = new Socket(LOOPBACK, server.getLocalPort());
                var second = new Socket(LOOPBACK, server.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            int port = server.getLocalPort();
            assertThat(known(platform.acceptQueues(port)).queues())
                    .containsExactly(new Fact.AcceptQueue("127.0.0.1", port, 2, 1));
        }
    }

    @Test
    void udpSocketsThatTakeFromAnybody() throws IOException {
        try (var open = new DatagramSocket(0, LOOPBACK);
                var connected = new DatagramSocket(0, LOOPBACK)) {
            connected.connect(LOOPBACK, open.getLocalPort());
            assertThat(known(platform.udpSockets(open.getLocalPort())).sockets())
                    .extracting(Fact.Listener::address, Fact.Listener::port)
                    .containsExactly(tuple("127.0.0.1", open.getLocalPort()));
            assertThat(known(platform.udpSockets(connected.getLocalPort())).sockets()).isEmpty();
        }
    }

    @Test
    void theMachineIsLinux() {
        assertThat(platform.machine().system()).startsWith("Linux ");
    }

    @Test
    void boundToAnAddressThatIsHere() throws IOException {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(LOOPBACK, 0));
            assertThat(dial(platform, LOOPBACK, LOOPBACK, 2000, server.getLocalPort()))
                    .extracting(Connect::errno, Connect::source)
                    .containsExactly(tuple(Errno.OK, "127.0.0.1"));
        }
    }

    @Test
    void whoeverMayNotWatchIsTold() {
        assertThat(platform.repliesUnchecked().map(Fact.Unchecked::question).orElse("replies"))
                .isEqualTo("replies");
    }
}
