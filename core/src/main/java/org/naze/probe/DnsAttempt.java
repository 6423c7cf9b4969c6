package org.naze.probe;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;

/** One question to one server over one transport. It ends once, with a reply. */
abstract sealed class DnsAttempt permits UdpAttempt, TcpAttempt {
    final DnsQuestion question;

    /**
     * Not from a SecureRandom, which costs 10 ms and more to seed: who wants to forge an answer has
     * to guess the kernel's random port as well, and deceives no more than a diagnosis.
     */
    final int id = ThreadLocalRandom.current().nextInt(1 << 16);

    private final String transport;
    private final Selector selector;
    private final long startNanos = System.nanoTime();
    private @Nullable SelectableChannel channel;
    private @Nullable DnsReply reply;
    private long micros;

    DnsAttempt(String transport, DnsQuestion question, Selector selector) {
        this.transport = transport;
        this.question = question;
        this.selector = selector;
    }

    /** Opens the channel and sends, or begins to connect. */
    abstract void open() throws IOException;

    /** Goes on where the channel is ready. */
    abstract void proceed(SelectionKey key) throws IOException;

    /** What it comes to if nothing more is to come. */
    abstract LookupStatus silence();

    final void start() {
        try {
            open();
        } catch (IOException | RuntimeException e) {
            end(failure(e));
        }
    }

    final void ready(SelectionKey key) {
        try {
            if (reply == null) {
                proceed(key);
            }
        } catch (IOException e) {
            end(failure(e));
        }
    }

    final SelectionKey register(SelectableChannel channel, int interest) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        return channel.register(selector, interest, this);
    }

    /** The address family, since a socket for both would need IPv6 to ask over IPv4. */
    final StandardProtocolFamily family() {
        return question.server().at().getAddress().getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }

    final void end(LookupStatus status) {
        end(DnsReply.of(status));
    }

    final void end(DnsReply reply) {
        if (this.reply == null) {
            this.reply = reply;
            micros = waitedMicros();
        }
        close();
    }

    final boolean hasEnded() {
        return reply != null;
    }

    /** What it came to; only after the end. */
    final DnsReply reply() {
        if (reply == null) {
            throw new IllegalStateException("still under way: " + question);
        }
        return reply;
    }

    final long waitedMicros() {
        return (System.nanoTime() - startNanos) / 1000;
    }

    /** What it came to, as a fact. */
    final Fact.DnsAnswer fact() {
        return question.answered(transport, reply(), micros);
    }

    final void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It has its reply already; what closing says adds nothing.
        }
    }

    /** What an error of the socket says of the server. */
    private static LookupStatus failure(Exception e) {
        if (e instanceof java.net.PortUnreachableException) {
            return LookupStatus.NOT_LISTENING;
        }
        return switch (SelectorDialer.errno(e)) {
            case ECONNREFUSED -> LookupStatus.NOT_LISTENING;
            case ECONNRESET, ETIMEDOUT -> LookupStatus.NO_ANSWER;
            default -> LookupStatus.UNREACHABLE;
        };
    }
}
