package org.naze.probe;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.naze.model.Errno;
import org.naze.model.Fact;

/**
 * Connects by NIO, where no better way is at hand. Non-blocking, since a blocking connect reports
 * an ICMP error about a second late on a fast path; the errno has to be read from the exception.
 */
final class SelectorDialer {
    private static final long POLL_MS = 50;

    void dial(List<Dial> dials, Deadline deadline, Consumer<? super Fact.Connect> ended) {
        try (Selector selector = Selector.open()) {
            for (Dial dial : dials) {
                start(new Try(dial, System.nanoTime()), selector, ended);
            }
            while (!selector.keys().isEmpty() && !deadline.isOver()) {
                selector.select(Math.clamp(deadline.leftMs(), 1, POLL_MS));
                for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
                    finish(key, ended);
                }
                selector.selectedKeys().clear();
                selector.selectNow();
            }
            for (SelectionKey key : List.copyOf(selector.keys())) {
                ended.accept(((Try) key.attachment()).ended(Errno.SILENT));
                key.channel().close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void start(
            Try attempt, Selector selector, Consumer<? super Fact.Connect> ended) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            if (attempt.dial.source() != null || attempt.dial.sourcePort() != 0) {
                channel.bind(
                        new InetSocketAddress(attempt.dial.source(), attempt.dial.sourcePort()));
            }
            if (channel.connect(
                    new InetSocketAddress(attempt.dial.address(), attempt.dial.port()))) {
                ended.accept(attempt.ended(Errno.OK));
                channel.close();
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, attempt);
            }
        } catch (IOException | RuntimeException e) {
            ended.accept(attempt.ended(errno(e)));
            closeQuietly(channel);
        }
    }

    private static void finish(SelectionKey key, Consumer<? super Fact.Connect> ended) {
        var attempt = (Try) key.attachment();
        var channel = (SocketChannel) key.channel();
        Errno errno;
        try {
            errno = channel.finishConnect() ? Errno.OK : Errno.OTHER;
        } catch (IOException e) {
            errno = errno(e);
        }
        ended.accept(attempt.ended(errno));
        closeQuietly(channel);
    }

    private static void closeQuietly(
            java.nio.channels.@org.jspecify.annotations.Nullable Channel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The connect has its answer already; what closing says adds nothing.
        }
    }

    /** Reads the errno from the kinds of exception and, where they don't tell, from their words. */
    static Errno errno(Exception e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("timed out")) {
            return Errno.ETIMEDOUT;
        }
        if (words.contains("permission denied")) {
            return Errno.EACCES;
        }
        if (words.contains("operation not permitted")) {
            return Errno.EPERM;
        }
        if (words.contains("network is unreachable")) {
            return Errno.ENETUNREACH;
        }
        if (words.contains("invalid argument")) {
            return Errno.EINVAL;
        }
        if (words.contains("too many open files")) {
            return Errno.EMFILE;
        }
        if (words.contains("connection reset")) {
            return Errno.ECONNRESET;
        }
        return byKind(e);
    }

    /** No switch: one over patterns is linked at run time, which costs start-up. */
    private static Errno byKind(Exception e) {
        if (e instanceof ConnectException) {
            return Errno.ECONNREFUSED;
        }
        if (e instanceof NoRouteToHostException) {
            return Errno.EHOSTUNREACH;
        }
        if (e instanceof BindException) {
            return Errno.EADDRNOTAVAIL;
        }
        boolean noFamily =
                e instanceof UnsupportedAddressTypeException
                        || e instanceof UnsupportedOperationException;
        return noFamily ? Errno.EAFNOSUPPORT : Errno.OTHER;
    }

    private record Try(Dial dial, long startNanos) {
        Fact.Connect ended(Errno errno) {
            long micros = (System.nanoTime() - startNanos) / 1000;
            var source = dial.source() == null ? null : Addresses.text(dial.source());
            return new Fact.Connect(
                    dial.purpose(),
                    Addresses.text(dial.address()),
                    dial.port(),
                    source,
                    errno,
                    micros,
                    null,
                    null);
        }
    }
}
