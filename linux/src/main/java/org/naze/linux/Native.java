package org.naze.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Calls into the C library, for one operation of one thread; closing frees its memory. Every
 * function goes through the same shape of call, six longs to one: each further shape would cost
 * start-up time. Whatever a function returns is taken as an int; {@code -1} becomes the negative
 * errno, as in the kernel itself.
 */
@SuppressWarnings("restricted")
final class Native implements AutoCloseable {
    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EINVAL = 22;
    static final int EAFNOSUPPORT = 97;
    static final int ENETUNREACH = 101;
    static final int EHOSTUNREACH = 113;
    static final int EINPROGRESS = 115;

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_STREAM = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;

    /** SOCK_NONBLOCK | SOCK_CLOEXEC. */
    private static final int QUIET = 0x800 | 0x80000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG),
                    Linker.Option.captureCallState("errno"));

    private static final MemorySegment SOCKET = function("socket");
    private static final MemorySegment BIND = function("bind");
    private static final MemorySegment CONNECT = function("connect");
    private static final MemorySegment SETSOCKOPT = function("setsockopt");
    private static final MemorySegment GETSOCKOPT = function("getsockopt");
    private static final MemorySegment GETSOCKNAME = function("getsockname");
    private static final MemorySegment POLL = function("poll");
    private static final MemorySegment SEND = function("send");
    private static final MemorySegment RECV = function("recv");
    private static final MemorySegment RECVFROM = function("recvfrom");
    private static final MemorySegment RECVMSG = function("recvmsg");
    private static final MemorySegment CLOSE = function("close");

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state;
    private final ByteBuffer errno;
    private final Block small;

    /** Memory that the C library reads and writes. */
    record Block(ByteBuffer bytes, long address) {
        int size() {
            return bytes.capacity();
        }
    }

    Native() {
        state = arena.allocate(Linker.Option.captureStateLayout());
        errno = state.asByteBuffer().order(ByteOrder.nativeOrder());
        small = block(16);
    }

    /** The address of a function of the C library. */
    static MemorySegment function(String name) {
        return LINKER.defaultLookup().findOrThrow(name);
    }

    /** Memory in native byte order, all zero, until this is closed. */
    Block block(int size) {
        MemorySegment segment = arena.allocate(size, 8);
        return new Block(segment.asByteBuffer().order(ByteOrder.nativeOrder()), segment.address());
    }

    /** A text as a C string. */
    Block text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Block block = block(bytes.length + 1);
        block.bytes.put(0, bytes);
        return block;
    }

    int call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            int result = (int) (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
            return result == -1 ? -errno.getInt(0) : result;
        } catch (Throwable t) {
            throw new AssertionError("a call without upcalls does not throw", t);
        }
    }

    int call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /** A non-blocking socket that no child inherits: its descriptor, or the negative errno. */
    int socket(int family, int type, int protocol) {
        return call(SOCKET, family, type | QUIET, protocol);
    }

    int bind(int fd, Block address, int length) {
        return call(BIND, fd, address.address, length);
    }

    int connect(int fd, Block address, int length) {
        return call(CONNECT, fd, address.address, length);
    }

    int listen(int fd) {
        return call(function("listen"), fd, 1, 0);
    }

    /** Fills in the socket's own address. */
    int localAddress(int fd, Block address) {
        small.bytes.putInt(0, address.size());
        return call(GETSOCKNAME, fd, address.address, small.address);
    }

    int set(int fd, int level, int option, int value) {
        small.bytes.putInt(0, value);
        return set(fd, level, option, small, 4);
    }

    int set(int fd, int level, int option, Block value, int length) {
        return call(SETSOCKOPT, fd, level, option, value.address, length, 0);
    }

    /** An option of type int, or the negative errno. */
    int get(int fd, int level, int option) {
        small.bytes.putInt(0, 0).putInt(8, 4);
        int result = call(GETSOCKOPT, fd, level, option, small.address, small.address + 8, 0);
        return result < 0 ? result : small.bytes.getInt(0);
    }

    /** Waits for the first {@code count} pollfd of the block; a signal counts as nothing. */
    int poll(Block fds, int count, long ms) {
        int ready = call(POLL, fds.address, count, ms);
        return ready == -EINTR ? 0 : ready;
    }

    /**
     * Waits until one descriptor is ready.
     *
     * @return its revents, 0 after the time-out
     */
    int poll(int fd, int events, long ms) {
        small.bytes.putInt(0, fd).putShort(4, (short) events).putShort(6, (short) 0);
        return poll(small, 1, ms) > 0 ? small.bytes.getShort(6) : 0;
    }

    int send(int fd, Block data, int length) {
        return call(SEND, fd, data.address, length);
    }

    int receive(int fd, Block data, int flags) {
        return call(RECV, fd, data.address, data.size(), flags, 0, 0);
    }

    int receiveFrom(int fd, Block data, Block sender) {
        small.bytes.putInt(0, sender.size());
        return call(RECVFROM, fd, data.address, data.size(), 0, sender.address, small.address);
    }

    int receiveMessage(int fd, Block header, int flags) {
        return call(RECVMSG, fd, header.address, flags);
    }

    void close(int fd) {
        call(CLOSE, fd, 0, 0);
    }

    /** The name of an interface of this network namespace, null if there is none of that index. */
    @Nullable String interfaceName(int index) {
        small.bytes.putLong(0, 0).putLong(8, 0);
        call(InterfaceNames.BY_INDEX, index, small.address, 0);
        return small.bytes.get(0) == 0 ? null : string(small.bytes, 0);
    }

    /** The index of an interface of this network namespace, 0 if there is none of that name. */
    int interfaceIndex(String name) {
        return Math.max(0, call(InterfaceNames.BY_NAME, text(name).address, 0, 0));
    }

    /** The text up to the first zero byte or the end. */
    static String string(ByteBuffer bytes, int from) {
        int end = from;
        while (end < bytes.limit() && bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - from];
        bytes.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Looked up only by those who ask for names. */
    private static final class InterfaceNames {
        static final MemorySegment BY_INDEX = function("if_indextoname");
        static final MemorySegment BY_NAME = function("if_nametoindex");
    }
}
