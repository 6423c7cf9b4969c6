package org.naze.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Held;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Try;

/**
 * Opens a connection, sends nothing, and watches how long it stands. A device on the way may forget
 * it without a word; so in the end keepalive probes ask the other side (tcp(7)). Used by one
 * thread, once.
 */
final class Holding {
    private static final long POLL_MS = 50;
    private static final long TELL_MS = 1000;
    private static final long BREATH_MS = 10;

    /** Three probes a second apart and a second for the last answer; then the kernel gives up. */
    private static final int PROBES = 3;

    private static final long PROBES_MS = 1000 * PROBES + 300;

    /** A connection cut sooner is not worth another one: it was never meant to stand. */
    private static final long YOUNG_MICROS = 1_000_000;

    private final Inquiry inquiry;
    private final Deadline stop;
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private long received;
    private long startNanos;

    Holding(Inquiry inquiry) {
        this.inquiry = inquiry;
        stop = inquiry.settings().stop();
    }

    /** Watches a connection to the first address that takes one; does nothing where none does. */
    void run() {
        working().map(Addresses::of).ifPresent(this::run);
    }

    /** One that is cut may show an outage; whether another fares alike parts that from a rule. */
    private void run(InetAddress address) {
        long holdMs = inquiry.settings().holdMs();
        Held first = hold(address, holdMs);
        if (first.ending() != Ending.OPEN && first.micros() >= YOUNG_MICROS && !stop.isOver()) {
            hold(address, first.probed() ? 1 : againMs(first));
        }
    }

    private static long againMs(Held first) {
        return (first.micros() + 2 * Held.slackMicros(first.micros())) / 1000;
    }

    private Optional<String> working() {
        return inquiry.soFar()
                .first(Connect.class, c -> c.purpose() == Purpose.TARGET && c.errno() == Errno.OK)
                .map(Connect::address)
                .or(() -> inquiry.soFar().first(Try.class, Try::connected).map(Try::address));
    }

    private Held hold(InetAddress address, long holdMs) {
        received = 0;
        try (var channel = SocketChannel.open();
                var selector = Selector.open()) {
            Ending begun = connect(channel, address);
            if (begun != Ending.OPEN) {
                return note(address, begun, 0, false);
            }
            startNanos = System.nanoTime();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            tell(address, holdMs);
            return watch(address, channel, selector, holdMs);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Ending connect(SocketChannel channel, InetAddress address) {
        try {
            if (inquiry.source() != null) {
                channel.bind(new InetSocketAddress(inquiry.source(), 0));
            }
            var to = new InetSocketAddress(address, inquiry.target().port());
            channel.socket().connect(to, Math.toIntExact(inquiry.settings().timeoutMs()));
            return Ending.OPEN;
        } catch (IOException e) {
            // A connect that is reset reads "refused"; this one stood for a moment.
            boolean stood = SelectorDialer.errno(e) == Errno.ECONNRESET;
            return stood ? Ending.RST : Ending.NOT_CONNECTED;
        } catch (RuntimeException e) {
            return Ending.NOT_CONNECTED;
        }
    }

    private Held watch(InetAddress address, SocketChannel channel, Selector selector, long holdMs)
            throws IOException {
        Ending ending = watch(address, channel, selector, Deadline.in(holdMs), holdMs);
        long micros = elapsedMicros();
        boolean gone = false;
        if (ending == Ending.OPEN && !stop.isOver() && probe(channel)) {
            ending = watch(address, channel, selector, Deadline.in(PROBES_MS), holdMs);
            gone = ending != Ending.OPEN && ending != Ending.FIN;
        }
        return note(address, ending, ending == Ending.OPEN ? micros : elapsedMicros(), gone);
    }

    private Ending watch(
            InetAddress address,
            SocketChannel channel,
            Selector selector,
            Deadline end,
            long holdMs)
            throws IOException {
        var next = Deadline.in(TELL_MS);
        while (!end.isOver() && !stop.isOver()) {
            selector.select(Math.clamp(end.leftMs(), 1, POLL_MS));
            selector.selectedKeys().clear();
            Ending ending = read(channel);
            if (ending != Ending.OPEN) {
                return ending;
            }
            if (next.isOver()) {
                tell(address, holdMs);
                next = Deadline.in(TELL_MS);
            }
        }
        return Ending.OPEN;
    }

    /** What the other side sends is counted and thrown away, and not faster than need be. */
    private Ending read(SocketChannel channel) {
        try {
            int count = channel.read(buffer.clear());
            received += Math.max(0, count);
            if (count > 0) {
                Thread.sleep(BREATH_MS);
            }
            return count < 0 ? Ending.FIN : Ending.OPEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.within(0);
            return Ending.OPEN;
        } catch (IOException e) {
            return switch (SelectorDialer.errno(e)) {
                case ECONNRESET -> Ending.RST;
                case ETIMEDOUT -> Ending.TIMEOUT;
                default -> Ending.UNREACHABLE;
            };
        }
    }

    /**
     * Has the kernel ask whether the other side still knows the connection, at once: that is why
     * the idle time is set last. False where this system can't.
     */
    private static boolean probe(SocketChannel channel) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            return false;
        }
        channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
        return true;
    }

    private Held note(InetAddress address, Ending ending, long micros, boolean probed) {
        String text = Addresses.text(address);
        int port = inquiry.target().port();
        var held = new Held(text, port, ending, micros, probed, received);
        inquiry.accept(held);
        return held;
    }

    private void tell(InetAddress address, long holdMs) {
        var words =
                Map.of(
                        "address", Addresses.text(address),
                        "seconds", Long.toString(elapsedMicros() / 1_000_000),
                        "all", Long.toString((holdMs + 999) / 1000));
        inquiry.settings().progress().accept(new Settings.Provisional("hold", words));
    }

    private long elapsedMicros() {
        return (System.nanoTime() - startNanos) / 1000;
    }
}
