package org.naze.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Hop;
import org.naze.model.Fact.Hops;
import org.naze.model.Fact.Icmp;
import org.naze.model.Fact.Transport;

/**
 * How far packets for an address got, by what those with a hop limit drew. A limit without an
 * answer says nothing of the router there: many never say that a packet expired.
 */
record Trail(Scene scene, String address, List<Mark> tcp, List<Mark> udp) {
    /** More is no path: evidence may come from a file. */
    private static final int LONGEST = 255;

    /** An answer, and the fact that it is of. */
    record Mark(Hops fact, Hop hop) {
        int limit() {
            return hop.limit();
        }

        /** Who says that the packet expired there; empty for any other answer. */
        Optional<String> router() {
            Icmp icmp = hop.icmp();
            return icmp != null && Net.isExpiry(icmp) ? Optional.of(icmp.from()) : Optional.empty();
        }

        /** Whether the address itself says by ICMP that it got the packet. */
        boolean isArrival() {
            Icmp icmp = hop.icmp();
            return icmp != null && !Net.isExpiry(icmp) && icmp.from().equals(fact.address());
        }

        /** Whether somebody took the packet for his own and answered by TCP or a datagram. */
        boolean isAnswer() {
            return hop.icmp() == null;
        }
    }

    /** The trail of the packets for an attempt's address and port. */
    static Trail of(Scene scene, Connect c) {
        return new Trail(
                scene,
                c.address(),
                marks(scene, h -> isOf(h, c) && h.port() == c.port(), Transport.TCP),
                marks(scene, h -> isOf(h, c), Transport.UDP));
    }

    private static boolean isOf(Hops hops, Connect c) {
        return hops.address().equals(c.address());
    }

    private static List<Mark> marks(Scene scene, Predicate<Hops> kind, Transport transport) {
        return scene
                .evidence()
                .all(Hops.class, h -> h.transport() == transport && kind.test(h))
                .stream()
                .flatMap(fact -> fact.hops().stream().map(hop -> new Mark(fact, hop)))
                .filter(mark -> mark.limit() >= 1 && mark.limit() <= LONGEST)
                .sorted(Comparator.comparingInt(Mark::limit))
                .toList();
    }

    /** The first packet of the port that somebody answered for the address. */
    Optional<Mark> drawn() {
        return tcp.stream().filter(Mark::isAnswer).findFirst();
    }

    /** The first datagram that is known to have arrived. */
    Optional<Mark> arrival() {
        return udp.stream().filter(Mark::isArrival).findFirst();
    }

    /**
     * The router at which a datagram with this limit expired: neither the address nor this machine.
     */
    Optional<Mark> passed(int limit) {
        return udp.stream()
                .filter(mark ->
                        mark.limit() == limit && mark.router().filter(this::isThird).isPresent())
                .findFirst();
    }

    /** The last router that a packet of the port got to. */
    Optional<Mark> lastRouter() {
        return tcp.stream()
                .filter(mark -> mark.router().filter(this::isThird).isPresent())
                .reduce((one, other) -> other);
    }

    private boolean isThird(String router) {
        return !router.equals(address) && !scene.isHere(router);
    }

    /** The address itself says that a packet of the port expired there: it sends them on. */
    Optional<Mark> passedOn() {
        return tcp.stream()
                .filter(mark -> mark.router().filter(address::equals).isPresent())
                .findFirst();
    }

    /**
     * A router farther away than any that the port's packets got to, where those were tried and
     * drew nothing.
     */
    Optional<Mark> beyond() {
        if (drawn().isPresent() || lastRouter().isEmpty()) {
            return Optional.empty();
        }
        return udp.stream()
                .filter(mark -> mark.limit() > reached() && passed(mark.limit()).isPresent())
                .filter(mark -> tried(mark.limit()) >= 2)
                .findFirst();
    }

    /** How many packets of the port had this limit: one alone may be lost. */
    private long tried(int limit) {
        return scene.evidence().all(Hops.class).stream()
                .filter(h -> h.address().equals(address) && h.transport() == Transport.TCP)
                .filter(h -> h.port() == port() && h.first() <= limit && limit <= h.last())
                .count();
    }

    private int port() {
        return tcp.getFirst().fact().port();
    }

    /** The greatest hop limit of the port's packets that drew anything; 0 if none did. */
    int reached() {
        return tcp.isEmpty() ? 0 : tcp.getLast().limit();
    }

    /**
     * The routers in their order, {@code *} for one that says nothing.
     *
     * @param before only those at a smaller hop limit; 0 for all
     */
    List<String> routers(int before) {
        NavigableMap<Integer, String> known = new TreeMap<>();
        for (List<Mark> marks : List.of(udp, tcp)) {
            for (Mark mark : marks) {
                if (before == 0 || mark.limit() < before) {
                    mark.router().ifPresent(router -> known.put(mark.limit(), router));
                }
            }
        }
        var all = new ArrayList<String>();
        for (int limit = 1; !known.isEmpty() && limit <= known.lastKey(); limit++) {
            all.add(Objects.requireNonNullElse(known.get(limit), "*"));
        }
        return all;
    }

    /** The given words, and where the trail of the port ends and others go on. */
    static Map<String, String> words(Trail trail, Map<String, String> more) {
        var words = new HashMap<>(more);
        trail.lastRouter().flatMap(Mark::router).ifPresent(router -> words.put("last", router));
        trail.beyond().flatMap(Mark::router).ifPresent(router -> words.put("next", router));
        return words;
    }
}
