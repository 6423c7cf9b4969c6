package org.naze.probe;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.naze.model.Errno;
import org.naze.model.Fact.Hop;
import org.naze.model.Fact.Hops;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.Transport;

/**
 * Asks how far packets for an address get: those of the port in question, and beside them datagrams
 * that no rule about the port concerns. Used by one thread.
 */
final class Tracing {
    private static final int TRACED_AT_MOST = 2;

    /** Few ways on the internet are longer; so many SYNs at most expire before a silent port. */
    private static final int MOST_HOPS = 20;

    /** Where traceroute sends to: by custom nobody listens there. */
    private static final int UNLIKELY_PORT = 33434;

    private static final int UNLIKELY_PORTS = 100;
    private static final long AGAIN_MS = 300;

    /** Addresses that nobody has (RFC 5737, RFC 3849), for packets that end at the own router. */
    private static final InetAddress NOBODYS = Addresses.of("192.0.2.1");

    private static final InetAddress NOBODYS_6 = Addresses.of("2001:db8::1");

    private final Inquiry inquiry;
    private final Set<InetAddress> traced = new LinkedHashSet<>();

    Tracing(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    /** Starts to trace an address that is behind a router, once. */
    void start(InetAddress address, long ms) {
        if (isRouted(address) && traced.size() < TRACED_AT_MOST && traced.add(address)) {
            var walk = new Walk(address, Deadline.in(ms));
            inquiry.tasks().start(walk::tcp);
            // Datagrams go to other ports than the target's.
            if (inquiry.settings().scan()) {
                inquiry.tasks().start(walk::udp);
            }
        }
    }

    /** On the own link there is nothing between. */
    private boolean isRouted(InetAddress address) {
        String text = Addresses.text(address);
        return !inquiry.isHere(text)
                && inquiry.soFar()
                        .has(Route.class, r -> r.destination().equals(text) && r.gateway() != null);
    }

    private final class Walk {
        private final InetAddress address;
        private final Deadline deadline;
        private final AtomicInteger left = new AtomicInteger(2);

        Walk(InetAddress address, Deadline deadline) {
            this.address = address;
            this.deadline = deadline;
        }

        void tcp() {
            trace(Transport.TCP, inquiry.target().port(), 1, MOST_HOPS, deadline);
            secondLook();
        }

        void udp() {
            int port = UNLIKELY_PORT + ThreadLocalRandom.current().nextInt(UNLIKELY_PORTS);
            trace(Transport.UDP, port, 1, MOST_HOPS, deadline);
            secondLook();
        }

        private void trace(Transport transport, int port, int first, int last, Deadline until) {
            trace(new Trace(transport, address, port, first, last, inquiry.source()), until);
        }

        private void trace(Trace trace, Deadline until) {
            inquiry.platform().trace(trace, until).into("path", inquiry, inquiry);
        }

        /** What the two together leave to ask. */
        private void secondLook() {
            if (left.decrementAndGet() == 0) {
                if (hops(Transport.UDP).anyMatch(hop -> hop.limit() == 1 && !expired(hop))) {
                    ownRouter();
                }
                silentRouter().ifPresent(this::again);
            }
        }

        /** The first router that answered a datagram, and none of the port's packets. */
        private Optional<Hop> silentRouter() {
            int answered = hops(Transport.TCP).mapToInt(Hop::limit).max().orElse(0);
            return hops(Transport.UDP)
                    .filter(hop -> expired(hop) && hop.limit() > answered)
                    .findFirst();
        }

        /**
         * It may only have been short of answers (RFC 1812 §4.3.2.8): that counts the second time.
         */
        private void again(Hop hop) {
            int limit = hop.limit();
            trace(Transport.TCP, inquiry.target().port(), limit, limit, Deadline.in(AGAIN_MS));
        }

        /**
         * The address is one hop away, over a router: its own, unless that one does not count hops,
         * as those of some clouds don't. A packet of one hop for nobody tells, and gets no farther.
         */
        private void ownRouter() {
            InetAddress nobody = address instanceof Inet6Address ? NOBODYS_6 : NOBODYS;
            var trace = new Trace(Transport.UDP, nobody, UNLIKELY_PORT, 1, 1, inquiry.source());
            trace(trace, Deadline.in(AGAIN_MS));
        }

        private Stream<Hop> hops(Transport transport) {
            String text = Addresses.text(address);
            return inquiry
                    .soFar()
                    .all(Hops.class, h -> h.address().equals(text) && h.transport() == transport)
                    .stream()
                    .flatMap(h -> h.hops().stream());
        }

        private static boolean expired(Hop hop) {
            return hop.errno() == Errno.EHOSTUNREACH;
        }
    }
}
