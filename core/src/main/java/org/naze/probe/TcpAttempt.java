package org.naze.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.DnsReply.Kind;

/**
 * A question over TCP, each message behind its length in two bytes (RFC 1035 §4.2.2), which bounds
 * it to 64 KiB. Without EDNS: there is no size to negotiate.
 */
final class TcpAttempt extends DnsAttempt {
    private final ByteBuffer out;
    private ByteBuffer in = ByteBuffer.allocate(2);
    private boolean inMessage;

    TcpAttempt(DnsQuestion question, Selector selector) {
        super("tcp", question, selector);
        ByteBuffer query = DnsMessage.query(id, question, false);
        out = ByteBuffer.allocate(2 + query.remaining());
        out.putShort((short) query.remaining()).put(query).flip();
    }

    @Override
    void open() throws IOException {
        var channel = SocketChannel.open(family());
        SelectionKey key = register(channel, SelectionKey.OP_CONNECT);
        if (channel.connect(question.server().at())) {
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    @Override
    void proceed(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        if (key.isConnectable() && channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (key.isWritable()) {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } else if (key.isReadable()) {
            receive(channel);
        }
    }

    private void receive(SocketChannel channel) throws IOException {
        int read = channel.read(in);
        if (read < 0) {
            // Part of an answer and then the end is another thing than none.
            boolean none = !inMessage && in.position() == 0;
            end(none ? LookupStatus.NO_ANSWER : LookupStatus.MALFORMED);
        } else if (!in.hasRemaining()) {
            full();
        }
    }

    private void full() {
        if (inMessage) {
            end(judged(DnsMessage.read(in.array(), id, question)));
            return;
        }
        inMessage = true;
        in = ByteBuffer.allocate(Short.toUnsignedInt(in.getShort(0)));
        if (!in.hasRemaining()) {
            end(LookupStatus.MALFORMED);
        }
    }

    /** A stream brings one answer; what is none, or claims to go on elsewhere, is malformed. */
    private static DnsReply judged(DnsReply reply) {
        return switch (reply.kind()) {
            case FINAL -> reply;
            case PLAIN_WANTED -> reply.as(Kind.FINAL);
            case TRUNCATED ->
                    reply.addresses().isEmpty()
                            ? DnsReply.of(LookupStatus.MALFORMED)
                            : reply.as(Kind.FINAL);
            case STRAY -> DnsReply.of(LookupStatus.MALFORMED);
        };
    }

    @Override
    LookupStatus silence() {
        return LookupStatus.NO_ANSWER;
    }
}
