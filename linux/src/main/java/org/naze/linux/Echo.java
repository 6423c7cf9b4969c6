package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;
import org.naze.probe.Deadline;

/**
 * Asks a host for a sign of life: by an ICMP echo request (RFC 792, RFC 4443) where this process
 * may, else by a datagram to a port that nobody uses, which a live host answers with port
 * unreachable; the kernel shows that to anybody.
 */
final class Echo implements AutoCloseable {
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int POLLIN = 1;
    private static final int POLLERR = 8;
    private static final int POLL_MS = 50;
    private static final int SIZE = 16;
    private static final int TOKEN_AT = 8;

    /** Where traceroute sends to: by custom nobody listens there. */
    private static final int UNLIKELY_PORT = 33434;

    private static final int UNLIKELY_PORTS = 100;

    /** Sent again each second, three times at most, since one packet may get lost. */
    private static final long AGAIN_NANOS = 1_000_000_000;

    private static final int MAX_SENT = 3;

    private final Native os;
    private final InetAddress address;
    private final int family;
    private final ErrorQueue errors;
    private final Received received;
    private final Block request;
    private final long token = ThreadLocalRandom.current().nextLong();
    private final long startNanos = System.nanoTime();
    private String method = "icmp";
    private boolean header;
    private int fd;

    private Echo(Native os, InetAddress address) {
        this.os = os;
        this.address = address;
        family = SocketAddress.family(address);
        errors = new ErrorQueue(os);
        received = new Received(os, 256);
        request = os.block(SIZE);
    }

    /** The first answer up to the deadline. */
    static Answer<Fact.Echo> ask(Native os, InetAddress address, Deadline deadline) {
        try (var echo = new Echo(os, address)) {
            int result = echo.open();
            return result < 0
                    ? Answer.none(Reason.FAILED, "echo: " + Dialer.errno(-result))
                    : echo.await(deadline);
        }
    }

    private int open() {
        int protocol = family == Native.AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6;
        fd = os.socket(family, Native.SOCK_RAW, protocol);
        header = fd >= 0 && family == Native.AF_INET;
        if (fd < 0) {
            fd = os.socket(family, Native.SOCK_DGRAM, protocol);
        }
        if (fd < 0) {
            method = "udp";
            fd = os.socket(family, Native.SOCK_DGRAM, 0);
        }
        if (fd < 0) {
            return fd;
        }
        write();
        ErrorQueue.want(os, fd, family);
        ErrorQueue.wantTtl(os, fd, family);
        int port =
                isIcmp() ? 0 : UNLIKELY_PORT + ThreadLocalRandom.current().nextInt(UNLIKELY_PORTS);
        Block to = os.block(SocketAddress.MAX_SIZE);
        int result = os.connect(fd, to, SocketAddress.put(to, address, port));
        return result < 0 ? result : send();
    }

    private boolean isIcmp() {
        return method.equals("icmp");
    }

    /** Type, code, checksum, identifier, sequence, and eight bytes to know the answer by. */
    private void write() {
        ByteBuffer bytes = request.bytes().order(ByteOrder.BIG_ENDIAN);
        bytes.put(0, (byte) (family == Native.AF_INET ? 8 : 128));
        bytes.putShort(4, (short) (token >> 48)).putShort(6, (short) 1).putLong(TOKEN_AT, token);
        // The kernel fills it in for ICMPv6 and for ping sockets, and overwrites what is there.
        bytes.putShort(2, checksum(bytes));
    }

    /** RFC 1071. */
    private static short checksum(ByteBuffer bytes) {
        int sum = 0;
        for (int i = 0; i < SIZE; i += 2) {
            sum += i == 2 ? 0 : bytes.getShort(i) & 0xffff;
        }
        sum = (sum >> 16) + (sum & 0xffff);
        return (short) ~(sum + (sum >> 16));
    }

    private int send() {
        return os.send(fd, request, SIZE);
    }

    private Answer<Fact.Echo> await(Deadline deadline) {
        int sent = 1;
        while (!deadline.isOver()) {
            int events = os.poll(fd, POLLIN, Math.clamp(deadline.leftMs(), 1, POLL_MS));
            Fact.Echo answer = read(events);
            if (answer != null) {
                return Answer.of(answer);
            }
            if (sent < MAX_SENT && System.nanoTime() - startNanos > sent * AGAIN_NANOS) {
                send();
                sent++;
            }
        }
        return Answer.of(echo(false, null, null));
    }

    private Fact.@Nullable Echo read(int events) {
        if ((events & POLLERR) != 0) {
            ErrorQueue.Entry error = errors.next(fd);
            if (error != null) {
                // Whatever the host itself objects to, it is alive.
                return echo(address.equals(error.from()), error.from(), error.ttl());
            }
        }
        if ((events & (POLLIN | POLLERR)) != 0) {
            int length = received.receive(fd, 0);
            if (length >= 0 && (!isIcmp() || isReply(length))) {
                return echo(true, address, ErrorQueue.ttl(received));
            }
        }
        return null;
    }

    /** An IPv4 raw socket shows the IP header too, and other people's answers from this host. */
    private boolean isReply(int length) {
        ByteBuffer bytes = received.data.bytes().order(ByteOrder.BIG_ENDIAN);
        int at = header ? 4 * (bytes.get(0) & 0xf) : 0;
        int reply = family == Native.AF_INET ? 0 : 129;
        return length >= at + SIZE
                && (bytes.get(at) & 0xff) == reply
                && bytes.getLong(at + TOKEN_AT) == token;
    }

    private Fact.Echo echo(boolean answered, @Nullable InetAddress from, @Nullable Integer ttl) {
        long micros = (System.nanoTime() - startNanos) / 1000;
        String sender = from == null ? null : Addresses.text(from.equals(address) ? address : from);
        return new Fact.Echo(Addresses.text(address), method, answered, sender, ttl, micros);
    }

    @Override
    public void close() {
        if (fd >= 0) {
            os.close(fd);
        }
    }
}
