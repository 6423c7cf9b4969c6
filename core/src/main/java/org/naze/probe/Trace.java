package org.naze.probe;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact.Transport;

/**
 * Packets to send to a port, one for each hop limit.
 *
 * @param first the smallest hop limit, at least 1
 * @param last the greatest, at most 255; none above the first that reached its end is sent
 * @param source the local address to send from, or null to let the kernel choose
 */
public record Trace(
        Transport transport,
        InetAddress address,
        int port,
        int first,
        int last,
        @Nullable InetAddress source) {}
