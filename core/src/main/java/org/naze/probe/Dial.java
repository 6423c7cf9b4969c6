package org.naze.probe;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact.Purpose;

/**
 * One TCP connect to make.
 *
 * @param source the local address to bind to, or null to let the kernel choose
 * @param sourcePort the local port to bind to, or 0 to let the kernel choose; EADDRNOTAVAIL where
 *     it is taken
 */
public record Dial(
        Purpose purpose,
        InetAddress address,
        int port,
        @Nullable InetAddress source,
        int sourcePort) {

    /** From whichever local port the kernel chooses. */
    public Dial(Purpose purpose, InetAddress address, int port, @Nullable InetAddress source) {
        this(purpose, address, port, source, 0);
    }
}
