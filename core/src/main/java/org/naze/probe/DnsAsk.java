package org.naze.probe;

import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.DnsReply.Kind;

/**
 * One question to one server. Over UDP, and over TCP as well where the answer is too long for UDP
 * or UDP brings none: a filter between often knows but one of the two.
 */
final class DnsAsk {
    /** Then the datagram is taken for lost and sent once more. */
    static final long AGAIN_MICROS = 1_000_000;

    private final DnsQuestion question;
    private final Selector selector;
    private final @Nullable UdpAttempt udp;
    private @Nullable TcpAttempt tcp;

    /**
     * Asks at once.
     *
     * @param in where datagrams are read to
     */
    DnsAsk(DnsQuestion question, Selector selector, ByteBuffer in) {
        this.question = question;
        this.selector = selector;
        if (question.server().tcpOnly()) {
            udp = null;
            startTcp();
        } else {
            udp = new UdpAttempt(question, selector, in);
            udp.start();
        }
    }

    private void startTcp() {
        if (tcp == null) {
            tcp = new TcpAttempt(question, selector);
            tcp.start();
        }
    }

    /** Does what the time calls for; whether the question has come to its end. */
    boolean step() {
        if (udp != null && !udp.hasEnded()) {
            if (tcp == null && udp.waitedMicros() >= AGAIN_MICROS) {
                udp.sendAgain();
                startTcp();
            }
            return false;
        }
        if (udp != null && !isTcpWanted(udp.reply())) {
            return true;
        }
        startTcp();
        return tcp != null && tcp.hasEnded();
    }

    private static boolean isTcpWanted(DnsReply reply) {
        return reply.kind() == Kind.TRUNCATED
                || reply.status() == LookupStatus.NO_ANSWER
                || reply.status() == LookupStatus.NOT_LISTENING
                || reply.status() == LookupStatus.UNREACHABLE;
    }

    /** Ends what has not ended: nothing came in time. */
    void giveUp() {
        giveUp(udp);
        giveUp(tcp);
    }

    private static void giveUp(@Nullable DnsAttempt attempt) {
        if (attempt != null && !attempt.hasEnded()) {
            attempt.end(attempt.silence());
        }
    }

    /** Ends what has not ended, without a word. */
    void close() {
        if (udp != null) {
            udp.close();
        }
        if (tcp != null) {
            tcp.close();
        }
    }

    /** What came of it, the decisive fact last; only after the end. */
    List<Fact.DnsAnswer> facts() {
        if (udp == null) {
            return tcp == null ? List.of() : List.of(tcp.fact());
        }
        DnsReply reply = udp.reply();
        if (tcp == null || !isTcpWanted(reply)) {
            return List.of(udp.fact());
        }
        boolean whole = reply.kind() == Kind.TRUNCATED && isAnswer(tcp.reply().status());
        return whole ? List.of(tcp.fact()) : List.of(udp.fact(), tcp.fact());
    }

    private static boolean isAnswer(LookupStatus status) {
        return switch (status) {
            case NO_ANSWER, NOT_LISTENING, UNREACHABLE, MALFORMED -> false;
            default -> true;
        };
    }
}
