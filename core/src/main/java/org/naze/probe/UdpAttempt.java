package org.naze.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.DnsReply.Kind;

/**
 * A question over UDP. The socket is connected, so that the kernel drops what comes from elsewhere
 * and hands on an ICMP port-unreachable.
 */
final class UdpAttempt extends DnsAttempt {
    /** So many datagrams in a row, then the others' turn: a flood must not hold up the clock. */
    private static final int IN_A_ROW = 16;

    private final ByteBuffer in;
    private @Nullable DatagramChannel channel;
    private boolean edns = true;
    private boolean strays;

    /**
     * @param in where datagrams are read to; shared by all attempts of one thread
     */
    UdpAttempt(DnsQuestion question, Selector selector, ByteBuffer in) {
        super("udp", question, selector);
        this.in = in;
    }

    @Override
    void open() throws IOException {
        channel = DatagramChannel.open(family());
        register(channel, SelectionKey.OP_READ);
        channel.connect(question.server().at());
        send();
    }

    private void send() throws IOException {
        if (channel != null) {
            channel.write(DnsMessage.query(id, question, edns));
        }
    }

    /** Sends once more: datagrams get lost. */
    void sendAgain() {
        try {
            send();
        } catch (IOException e) {
            // If it is the server's doing, reading says so too.
        }
    }

    @Override
    void proceed(SelectionKey key) throws IOException {
        for (int i = 0; i < IN_A_ROW && !hasEnded() && receive(); i++) {
            take(DnsMessage.read(bytes(), id, question));
        }
    }

    private boolean receive() throws IOException {
        in.clear();
        return channel != null && channel.read(in) > 0;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[in.flip().remaining()];
        in.get(bytes);
        return bytes;
    }

    private void take(DnsReply reply) throws IOException {
        if (reply.kind() == Kind.STRAY) {
            strays = true;
        } else if (reply.kind() == Kind.PLAIN_WANTED && edns) {
            edns = false;
            send();
        } else {
            end(reply);
        }
    }

    @Override
    LookupStatus silence() {
        return strays ? LookupStatus.MALFORMED : LookupStatus.NO_ANSWER;
    }
}
