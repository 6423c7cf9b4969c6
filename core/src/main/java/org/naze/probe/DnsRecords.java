package org.naze.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.naze.probe.DnsQuestion.RecordType;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Name;
import org.xbill.DNS.WireParseException;

/** An answer section's aliases and addresses, each with the name that has it. */
final class DnsRecords {
    static final int MAX_ADDRESSES = 16;
    static final int MAX_ALIASES = 16;

    private static final int TYPE_CNAME = 5;

    /** Where a name leads. */
    record Chain(List<String> aliases, List<String> addresses) {}

    private final RecordType type;
    private final List<Name> aliased = new ArrayList<>(2);
    private final List<Name> targets = new ArrayList<>(2);
    private final List<Name> owners = new ArrayList<>(4);
    private final List<byte[]> addresses = new ArrayList<>(4);

    DnsRecords(RecordType type) {
        this.type = type;
    }

    /**
     * Reads one record (RFC 1035 §4.1.3).
     *
     * @throws WireParseException if it does not end where it says
     */
    void read(DNSInput in) throws WireParseException {
        var owner = new Name(in);
        int kind = in.readU16();
        int group = in.readU16();
        in.readU32();
        int length = in.readU16();
        int end = in.current() + length;
        if (group == DnsMessage.CLASS_IN && kind == TYPE_CNAME) {
            aliased.add(owner);
            targets.add(new Name(in));
        } else if (group == DnsMessage.CLASS_IN && kind == type.code()) {
            owners.add(owner);
            addresses.add(in.readByteArray(type.length()));
        } else {
            // DNSInput.jump refuses the message's very end.
            in.readByteArray(length);
        }
        if (in.current() != end) {
            throw new WireParseException("a record of the wrong length");
        }
    }

    /** The way from a name to its addresses; null if it turns in a circle or never ends. */
    @Nullable Chain follow(Name start) {
        var aliases = new ArrayList<String>(2);
        Name at = start;
        for (int next = aliased.indexOf(at); next >= 0; next = aliased.indexOf(at)) {
            if (aliases.size() == MAX_ALIASES) {
                return null;
            }
            at = targets.get(next);
            aliases.add(at.toString(true).toLowerCase(Locale.ROOT));
        }
        return new Chain(aliases, addressesOf(at));
    }

    private List<String> addressesOf(Name name) {
        var texts = new ArrayList<String>(4);
        for (int i = 0; i < owners.size() && texts.size() < MAX_ADDRESSES; i++) {
            if (owners.get(i).equals(name)) {
                texts.add(text(addresses.get(i)));
            }
        }
        return texts;
    }

    private static String text(byte[] address) {
        try {
            return Addresses.text(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
