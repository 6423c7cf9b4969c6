package org.naze.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A name server.
 *
 * @param text its address as it is configured
 * @param at where it is asked
 * @param tcpOnly it is asked over TCP alone
 */
record DnsServer(String text, InetSocketAddress at, boolean tcpOnly) {

    /**
     * A configured server.
     *
     * @throws IllegalArgumentException if the address's zone is not on this machine
     */
    static DnsServer of(String text, int port, boolean tcpOnly) {
        InetAddress address = Addresses.of(text);
        // The resolver takes it for this machine; NIO would look up the machine's own name.
        if (address.isAnyLocalAddress()) {
            address = Addresses.of(address.getAddress().length == 4 ? "127.0.0.1" : "::1");
        }
        return new DnsServer(text, new InetSocketAddress(address, port), tcpOnly);
    }
}
