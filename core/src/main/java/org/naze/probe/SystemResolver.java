package org.naze.probe;

import java.net.InetAddress;
import java.util.List;
import org.naze.model.Fact.LookupStatus;

/**
 * The way in which programs of this machine resolve a name: nsswitch, hosts file, caches and all.
 * It blocks for as long as it likes.
 */
@FunctionalInterface
public interface SystemResolver {

    /** What the system says of a name. Throws nothing. */
    Resolved resolve(String host);

    /**
     * What the system says.
     *
     * @param addresses in the order in which programs try them (RFC 6724), without doubles
     */
    record Resolved(LookupStatus status, List<InetAddress> addresses) {
        public Resolved {
            addresses = List.copyOf(addresses);
        }
    }
}
