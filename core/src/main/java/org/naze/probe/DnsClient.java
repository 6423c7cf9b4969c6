package org.naze.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks name servers directly, all at once, in the thread that calls it. Can be stopped from another
 * one.
 */
final class DnsClient {
    /** The deadline may be brought forward meanwhile. */
    private static final long POLL_MS = 50;

    /** The largest datagram there is. */
    private static final int DATAGRAM = 65_535;

    private volatile boolean stopped;
    private volatile @Nullable Selector selector;

    /**
     * Runs all series to their ends. At the deadline those that have none give up; when stopped
     * they end without a word.
     *
     * @throws IOException if no selector can be had, for want of descriptors
     */
    void run(List<DnsSeries> series, Deadline deadline) throws IOException {
        try (Selector selector = Selector.open()) {
            this.selector = selector;
            run(new ArrayList<>(series), deadline, selector);
        } finally {
            series.forEach(DnsSeries::close);
        }
    }

    private void run(List<DnsSeries> open, Deadline deadline, Selector selector)
            throws IOException {
        ByteBuffer in = ByteBuffer.allocateDirect(DATAGRAM);
        open.removeIf(series -> series.step(selector, in));
        while (!open.isEmpty() && !stopped && !deadline.isOver()) {
            selector.select(Math.clamp(deadline.leftMs(), 1, POLL_MS));
            for (SelectionKey key : selector.selectedKeys()) {
                ((DnsAttempt) key.attachment()).ready(key);
            }
            selector.selectedKeys().clear();
            open.removeIf(series -> series.step(selector, in));
        }
        if (deadline.isOver() || !stopped) {
            open.forEach(DnsSeries::giveUp);
        }
    }

    /** Ends {@link #run} at once; what is not answered by then is not noted. */
    void stop() {
        stopped = true;
        Selector selector = this.selector;
        if (selector != null) {
            selector.wakeup();
        }
    }
}
