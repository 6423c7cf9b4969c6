package org.naze.probe;

import java.util.List;
import org.naze.model.Fact.LookupStatus;

/**
 * What a server's message says.
 *
 * @param kind what is to be done with it
 * @param addresses numeric, at most 16
 * @param aliases the CNAME chain in order, at most 16
 */
record DnsReply(Kind kind, LookupStatus status, List<String> addresses, List<String> aliases) {

    /** What is to be done with a message. */
    enum Kind {
        /** It is the answer. */
        FINAL,
        /** The rest has to be fetched over TCP (RFC 1035 §4.2.1). */
        TRUNCATED,
        /** The server may not know EDNS: ask once more without (RFC 6891 §7). */
        PLAIN_WANTED,
        /** It is no answer to this question; the right one may still come. */
        STRAY
    }

    /** A reply that holds no more than its status. */
    static DnsReply of(LookupStatus status) {
        return new DnsReply(Kind.FINAL, status, List.of(), List.of());
    }

    DnsReply {
        addresses = List.copyOf(addresses);
        aliases = List.copyOf(aliases);
    }

    DnsReply as(Kind other) {
        return new DnsReply(other, status, addresses, aliases);
    }
}
