package org.naze.lab;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The few calls of the C library that Java has no word for. */
final class Libc {
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int CLONE_NEWNET = 0x40000000;

    private static final MethodHandle OPEN =
            function(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETNS =
            function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL =
            function(
                    "ioctl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ =
            function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private Libc() {}

    /**
     * open(2).
     *
     * @return the descriptor
     * @throws IOException if there is none
     */
    static int open(String path, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return checked("open " + path, (int) OPEN.invokeExact(arena.allocateFrom(path), flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** close(2). */
    static void close(int descriptor) throws IOException {
        try {
            checked("close", (int) CLOSE.invokeExact(descriptor));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** setns(2): moves the calling thread into a namespace. */
    static void setns(int descriptor, int type) throws IOException {
        try {
            checked("setns", (int) SETNS.invokeExact(descriptor, type));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** ioctl(2) with a structure. */
    static void ioctl(int descriptor, long request, MemorySegment argument) throws IOException {
        try {
            checked("ioctl", (int) IOCTL.invokeExact(descriptor, request, argument));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** read(2): how many bytes, or less than 1 where there will be no more. */
    static int read(int descriptor, MemorySegment buffer) throws IOException {
        try {
            return (int) (long) READ.invokeExact(descriptor, buffer, buffer.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** write(2): how many bytes, or less than 1 where they are not taken. */
    static int write(int descriptor, MemorySegment bytes) throws IOException {
        try {
            return (int) (long) WRITE.invokeExact(descriptor, bytes, bytes.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int checked(String what, int result) throws IOException {
        if (result < 0) {
            throw new IOException(what + " failed");
        }
        return result;
    }

    private static IOException unexpected(Throwable e) {
        return e instanceof IOException io ? io : new IOException(e);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, options);
    }
}
