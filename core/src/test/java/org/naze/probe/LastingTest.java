package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Held;
import org.naze.model.Fact.Try;
import org.naze.model.Fact.TryRole;
import org.naze.model.TargetParser;

/** Several tries, and a connection that is watched. */
class LastingTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static Settings.Builder settings() {
        return Settings.builder().timeoutMs(1000).environment(Map.of()).scan(false);
    }

    private static Evidence probed(Platform platform, Settings settings, String target) {
        return new Probing(platform, settings, TargetParser.parse(target)).run();
    }

    /** A network that answers at once, and how is decided by the connect itself. */
    private static PlainPlatform network(Function<Dial, Errno> answer) {
        return new PlainPlatform() {
            @Override
            public void dial(List<Dial> dials, Deadline deadline, Consumer<? super Connect> ended) {
                for (Dial d : dials) {
                    String address = Addresses.text(d.address());
                    Errno errno = answer.apply(d);
                    ended.accept(
                            new Connect(
                                    d.purpose(), address, d.port(), null, errno, 100, null, null));
                }
            }
        };
    }

    private static Errno refusingOddPorts(Dial dial) {
        return dial.sourcePort() % 2 == 1 ? Errno.ECONNREFUSED : Errno.OK;
    }

    @Test
    void eachTryHasAPortOfItsOwn() {
        Evidence seen =
                probed(network(dial -> Errno.OK), settings().tries(6).build(), "tcp://192.0.2.1:9");
        List<Try> tries = seen.all(Try.class);
        assertThat(tries).hasSize(6).allMatch(Try::connected);
        assertThat(tries).extracting(Try::number).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        assertThat(tries).extracting(Try::sourcePort).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(tries).allMatch(t -> t.role() == TryRole.ORDINARY && t.lookup() == null);
    }

    /** Where some connect and others do not, the ports of failures are tried again. */
    @Test
    void portsOfFailuresAreTriedAgainBesideOthers() {
        var settings = settings().tries(12).build();
        Evidence seen =
                probed(network(LastingTest::refusingOddPorts), settings, "tcp://192.0.2.1:9");
        var failed = new HashSet<Integer>();
        seen.all(Try.class, t -> t.role() == TryRole.ORDINARY && !t.connected())
                .forEach(t -> failed.add(t.sourcePort()));
        List<Try> again = seen.all(Try.class, t -> t.role() == TryRole.SAME_PORT);
        List<Try> others = seen.all(Try.class, t -> t.role() == TryRole.OTHER_PORT);
        assertThat(again).hasSizeBetween(2, 6).noneMatch(Try::connected).hasSameSizeAs(others);
        assertThat(again).extracting(Try::sourcePort).isSubsetOf(failed);
        assertThat(others).extracting(Try::sourcePort).doesNotContainAnyElementsOf(failed);
    }

    @Test
    void aPortThatIsTakenIsNoFailure() {
        var asked = new AtomicInteger();
        var taken =
                network(dial ->
                        dial.sourcePort() != 0 && asked.getAndIncrement() % 4 != 3
                                ? Errno.EADDRNOTAVAIL
                                : Errno.OK);
        Evidence seen = probed(taken, settings().tries(3).build(), "tcp://192.0.2.1:9");
        assertThat(seen.all(Try.class)).hasSize(3).allMatch(Try::connected);
    }

    @Test
    void triesEndWhenTheyAreToldTo() {
        var stop = Deadline.far();
        var begun = new AtomicInteger();
        var stopping =
                network(dial -> {
                    if (begun.incrementAndGet() == 4) {
                        stop.within(0);
                    }
                    return Errno.OK;
                });
        Evidence seen =
                probed(stopping, settings().tries(1000).stop(stop).build(), "tcp://192.0.2.1:9");
        assertThat(seen.all(Try.class)).hasSize(2);
    }

    @Test
    void theNameIsLookedUpEachTime() throws IOException {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            String target = "tcp://localhost:" + server.getLocalPort();
            Evidence seen = probed(new PlainPlatform(), settings().tries(2).build(), target);
            assertThat(seen.all(Try.class))
                    .hasSize(2)
                    .allMatch(t -> t.lookup() == Fact.LookupStatus.FOUND);
        }
    }

    private static Held held(Consumer<Socket> server, Settings.Builder settings)
            throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0, 50, LOOPBACK)) {
            var serving = Thread.ofVirtual().start(() -> serve(socket, server));
            String target = "tcp://127.0.0.1:" + socket.getLocalPort();
            Held held =
                    probed(new PlainPlatform(), settings.build(), target)
                            .first(Held.class)
                            .orElseThrow();
            serving.join();
            return held;
        }
    }

    /** The first connection only shows that there is a server; the second one is held. */
    private static void serve(ServerSocket socket, Consumer<Socket> server) {
        try {
            socket.accept().close();
            server.accept(socket.accept());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void close(Socket socket, boolean reset) {
        try {
            socket.getOutputStream().write(new byte[3]);
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void itIsSeenHowAConnectionEnds() throws Exception {
        var minute = settings().holdMs(60_000);
        Held closed = held(socket -> close(socket, false), minute);
        assertThat(closed.ending()).isEqualTo(Ending.FIN);
        assertThat(closed.received()).isEqualTo(3);
        assertThat(closed.probed()).isFalse();
        assertThat(held(socket -> close(socket, true), minute).ending()).isEqualTo(Ending.RST);
    }

    @Test
    void whatStandsWhenWatchingEndsIsOpen() throws Exception {
        var stop = Deadline.in(300);
        Held open = held(socket -> {}, settings().holdMs(60_000).stop(stop));
        assertThat(open.ending()).isEqualTo(Ending.OPEN);
        assertThat(open.micros()).isBetween(1L, 2_000_000L);
        Held asked = held(socket -> {}, settings().holdMs(100));
        assertThat(asked.ending()).isEqualTo(Ending.OPEN);
        assertThat(asked.probed()).isFalse();
    }

    @Test
    void addressesAreDrawnEquallyOftenAndInNoOrder() {
        List<InetAddress> two = List.of(Addresses.of("192.0.2.1"), Addresses.of("2001:db8::1"));
        var draw = new Draw(20, new Random(7));
        List<InetAddress> drawn = IntStream.range(0, 20).mapToObj(i -> draw.from(two)).toList();
        assertThat(drawn.stream().filter(two.getFirst()::equals)).hasSize(10);
        assertThat(IntStream.range(1, 20).filter(i -> drawn.get(i).equals(drawn.get(i - 1))))
                .hasSizeBetween(3, 16);
    }

    /** Name servers turn their answers round; an address is the same each time all the same. */
    @Test
    void theOrderOfTheAnswerDoesNotMatter() {
        InetAddress one = Addresses.of("192.0.2.1");
        InetAddress other = Addresses.of("192.0.2.2");
        var draw = new Draw(8, new Random(7));
        var turned = new Draw(8, new Random(7));
        for (int i = 0; i < 8; i++) {
            assertThat(turned.from(List.of(other, one))).isEqualTo(draw.from(List.of(one, other)));
        }
    }

    @Test
    void portsAreOfTheRangeAndNotGivenTwice() {
        var ports = new FreshPorts(40_000, 40_009, new Random(7));
        var given = new HashSet<Integer>();
        for (int i = 0; i < 10; i++) {
            int port = ports.next();
            assertThat(port == 0 || port >= 40_000 && port <= 40_009 && given.add(port)).isTrue();
        }
        assertThat(IntStream.range(0, 50).map(i -> ports.next()).filter(p -> p != 0))
                .hasSizeLessThan(10);
    }
}
