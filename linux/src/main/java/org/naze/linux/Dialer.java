package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.probe.Addresses;
import org.naze.probe.Deadline;
import org.naze.probe.Dial;

/**
 * Connects by own sockets: the errno comes from the kernel itself, an ICMP error with its sender
 * and at once (a blocking connect, and Java's, would wait for the next SYN first).
 */
final class Dialer {
    private static final int POLL_MS = 50;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int POLLOUT = 4;
    private static final int POLLERR = 8;

    private final Native os;
    private final @Nullable SocketUser user;
    private final ErrorQueue errors;
    private final @Nullable ReplyWatch replies;
    private final Consumer<? super Fact.Connect> ended;
    private final Block address;
    private final List<Attempt> open = new ArrayList<>();

    /** When the kernel last returned: what is worked out after that is not the network's time. */
    private long nowNanos;

    /**
     * @param user whose the sockets are to be, null for this process's own
     */
    Dialer(
            Native os,
            @Nullable SocketUser user,
            @Nullable ReplyWatch replies,
            Consumer<? super Fact.Connect> ended) {
        this.os = os;
        this.user = user;
        this.replies = replies;
        this.ended = ended;
        errors = new ErrorQueue(os);
        address = os.block(SocketAddress.MAX_SIZE);
    }

    /** Makes all connects and returns when all have ended. */
    void dial(List<Dial> dials, Deadline deadline) {
        try {
            for (Dial dial : dials) {
                start(new Attempt(dial));
            }
            Block fds = os.block(Math.max(1, 8 * open.size()));
            while (!open.isEmpty() && !deadline.isOver()) {
                await(fds, Math.clamp(deadline.leftMs(), 1, POLL_MS));
            }
            nowNanos = System.nanoTime();
            while (!open.isEmpty()) {
                end(open.getFirst(), Errno.SILENT, null);
            }
        } finally {
            for (Attempt attempt : open) {
                os.close(attempt.fd);
            }
        }
    }

    private void start(Attempt attempt) {
        InetAddress to = attempt.dial.address();
        int family = SocketAddress.family(to);
        attempt.fd =
                user == null
                        ? os.socket(family, Native.SOCK_STREAM, 0)
                        : user.socket(os, family, Native.SOCK_STREAM, 0);
        if (attempt.fd < 0) {
            nowNanos = attempt.startNanos;
            ended.accept(attempt.ended(errno(-attempt.fd), null, nowNanos));
            return;
        }
        open.add(attempt);
        ErrorQueue.want(os, attempt.fd, family);
        int result = bind(attempt);
        attempt.startNanos = System.nanoTime();
        if (result == 0) {
            result = os.connect(attempt.fd, address, put(to, attempt.dial.port()));
        }
        nowNanos = System.nanoTime();
        if (result == 0) {
            settle(attempt, POLLOUT);
        } else if (result == -Native.EINPROGRESS) {
            os.localAddress(attempt.fd, address);
            attempt.localPort = SocketAddress.port(address.bytes(), 0);
        } else {
            end(attempt, errno(-result), errors.next(attempt.fd));
        }
    }

    private int bind(Attempt attempt) {
        InetAddress source = attempt.dial.source();
        InetAddress to = attempt.dial.address();
        if (source == null && attempt.dial.sourcePort() == 0) {
            return 0;
        }
        InetAddress from = source == null ? SocketAddress.any(to) : source;
        return SocketAddress.family(from) == SocketAddress.family(to)
                ? os.bind(attempt.fd, address, put(from, attempt.dial.sourcePort()))
                : -Native.EAFNOSUPPORT;
    }

    private int put(InetAddress to, int port) {
        return SocketAddress.put(address, to, port);
    }

    private void await(Block fds, long ms) {
        int count = open.size();
        for (int i = 0; i < count; i++) {
            fds.bytes().putInt(8 * i, open.get(i).fd).putInt(8 * i + 4, POLLOUT);
        }
        os.poll(fds, count, ms);
        nowNanos = System.nanoTime();
        if (replies != null) {
            replies.read(open);
        }
        List<Attempt> asked = List.copyOf(open);
        for (int i = 0; i < count; i++) {
            int events = fds.bytes().getShort(8 * i + 6);
            if (events != 0) {
                settle(asked.get(i), events);
            }
        }
    }

    /**
     * The kernel may hold back an ICMP error that comes while connect(2) is still at work, and
     * report it only after the next SYN; the error queue has it at once.
     */
    private void settle(Attempt attempt, int events) {
        int error = os.get(attempt.fd, SOL_SOCKET, SO_ERROR);
        if (error == 0 && (events & POLLOUT) != 0) {
            end(attempt, metItself(attempt) ? Errno.ECONNREFUSED : Errno.OK, null);
            return;
        }
        boolean failed = error != 0 || (events & POLLERR) != 0;
        ErrorQueue.Entry entry = failed ? errors.next(attempt.fd) : null;
        if (error != 0) {
            end(attempt, errno(Math.abs(error)), entry);
        } else if (entry != null) {
            end(attempt, errno(entry.errno()), entry);
        }
    }

    /** A connect to an own port of the ephemeral range may get that very port, and itself. */
    private boolean metItself(Attempt attempt) {
        if (attempt.localPort != attempt.dial.port()) {
            return false;
        }
        os.localAddress(attempt.fd, address);
        return attempt.dial.address().equals(SocketAddress.address(address.bytes(), 0));
    }

    private void end(Attempt attempt, Errno errno, ErrorQueue.@Nullable Entry error) {
        open.remove(attempt);
        os.close(attempt.fd);
        ended.accept(attempt.ended(errno, error, nowNanos));
    }

    /** The name of an errno (asm-generic/errno.h). */
    static Errno errno(int number) {
        return switch (number) {
            case Native.EPERM -> Errno.EPERM;
            // A part of the path is no directory (20): there is no such file either.
            case 2, 20 -> Errno.ENOENT;
            case Native.EACCES -> Errno.EACCES;
            case Native.EINVAL -> Errno.EINVAL;
            case 23 -> Errno.ENFILE;
            case 24 -> Errno.EMFILE;
            case Native.EAFNOSUPPORT -> Errno.EAFNOSUPPORT;
            // bind(2) to port 0 says EADDRINUSE (98) when every port of that address is taken.
            case 98, 99 -> Errno.EADDRNOTAVAIL;
            case Native.ENETUNREACH -> Errno.ENETUNREACH;
            case 104 -> Errno.ECONNRESET;
            case 105 -> Errno.ENOBUFS;
            case 110 -> Errno.ETIMEDOUT;
            case 111 -> Errno.ECONNREFUSED;
            case Native.EHOSTUNREACH -> Errno.EHOSTUNREACH;
            default -> Errno.OTHER;
        };
    }

    /** One connect on its way. */
    static final class Attempt {
        final Dial dial;
        int fd;
        int localPort;
        long startNanos = System.nanoTime();
        Fact.@Nullable Reply reply;

        Attempt(Dial dial) {
            this.dial = dial;
        }

        Fact.Connect ended(Errno errno, ErrorQueue.@Nullable Entry error, long nowNanos) {
            long micros = (nowNanos - startNanos) / 1000;
            InetAddress source = dial.source();
            return new Fact.Connect(
                    dial.purpose(),
                    Addresses.text(dial.address()),
                    dial.port(),
                    source == null ? null : Addresses.text(source),
                    errno,
                    micros,
                    icmp(error),
                    reply);
        }

        private Fact.@Nullable Icmp icmp(ErrorQueue.@Nullable Entry error) {
            InetAddress from = error == null ? null : error.from();
            return error == null || from == null
                    ? null
                    : new Fact.Icmp(text(from), error.type(), error.code());
        }

        /** The target is named as it was asked for, with the zone's name in place of its number. */
        private String text(InetAddress from) {
            return Addresses.text(from.equals(dial.address()) ? dial.address() : from);
        }
    }
}
