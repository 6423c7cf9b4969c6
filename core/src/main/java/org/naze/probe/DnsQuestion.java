package org.naze.probe;

import org.naze.model.Fact;
import org.xbill.DNS.Name;

/**
 * What one name server is asked.
 *
 * @param server who is asked
 * @param text the name without final dot
 * @param name the same for the wire
 */
record DnsQuestion(DnsServer server, String text, Name name, RecordType type) {

    /** The records that hold addresses (RFC 1035 §3.4.1, RFC 3596 §2.1). */
    enum RecordType {
        A(1, 4),
        AAAA(28, 16);

        private final int code;
        private final int length;

        RecordType(int code, int length) {
            this.code = code;
            this.length = length;
        }

        /** The type's number on the wire. */
        int code() {
            return code;
        }

        /** The bytes of an address of this type. */
        int length() {
            return length;
        }
    }

    /** What the server said, as a fact. */
    Fact.DnsAnswer answered(String transport, DnsReply reply, long micros) {
        return new Fact.DnsAnswer(
                server.text(),
                transport,
                text,
                type.name(),
                reply.status(),
                reply.addresses(),
                reply.aliases(),
                micros);
    }
}
