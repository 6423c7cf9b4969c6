package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A cable that takes its time: a TAP interface at each end (Documentation/networking/tuntap.rst),
 * and every frame handed over after a delay. The kernel's own netem is not everywhere.
 */
final class SlowCable implements AutoCloseable {
    private static final long TUNSETIFF = 0x400454caL;

    /** IFF_TAP, and IFF_NO_PI: frames alone. */
    private static final short FLAGS = 0x1002;

    private static final int NAME_BYTES = 16;
    private static final int IFREQ_BYTES = 40;
    private static final int FRAME_BYTES = 65536;

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final long delayMs;

    /**
     * Makes both interfaces; they go with their namespaces.
     *
     * @param delayMs how long a frame takes, milliseconds
     */
    SlowCable(Namespace here, String device, Namespace there, String otherDevice, long delayMs) {
        this.delayMs = delayMs;
        // A frame that comes while the cable is taken away is lost, as on any other.
        clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        int end = here.inside(() -> tap(device));
        int otherEnd = there.inside(() -> tap(otherDevice));
        carry(end, otherEnd);
        carry(otherEnd, end);
    }

    /** From now on no frame arrives; to be called before the namespaces go. */
    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static int tap(String device) throws IOException {
        int descriptor = Libc.open("/dev/net/tun", Libc.O_RDWR);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(IFREQ_BYTES);
            byte[] name = device.getBytes(StandardCharsets.US_ASCII);
            MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, 0, name.length);
            request.set(ValueLayout.JAVA_SHORT, NAME_BYTES, FLAGS);
            Libc.ioctl(descriptor, TUNSETIFF, request);
        }
        return descriptor;
    }

    private void carry(int from, int to) {
        Thread.ofPlatform().daemon().name("slow cable").start(() -> carryAll(from, to));
    }

    /** Ends when the interface goes, and the clock was stopped by then: nobody writes any more. */
    private void carryAll(int from, int to) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(FRAME_BYTES);
            int length = Libc.read(from, buffer);
            while (length > 0) {
                later(to, buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
                length = Libc.read(from, buffer);
            }
            Libc.close(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void later(int to, byte[] frame) {
        clock.schedule(() -> hand(to, frame), delayMs, TimeUnit.MILLISECONDS);
    }

    /** Whether the other end took it is nobody's business: a cable gives no answer. */
    private static int hand(int to, byte[] frame) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return Libc.write(to, arena.allocateFrom(ValueLayout.JAVA_BYTE, frame));
        }
    }
}
