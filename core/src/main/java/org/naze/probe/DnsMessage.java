package org.naze.probe;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.DnsRecords.Chain;
import org.naze.probe.DnsReply.Kind;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Name;
import org.xbill.DNS.WireParseException;

/**
 * DNS messages to and from the wire (RFC 1035 §4). Of dnsjava only names and the bounds-checked
 * input are used: its Message and Record fill a table of all record types and seed a SecureRandom,
 * which costs more start-up than the whole lookup.
 */
final class DnsMessage {
    /** The size that passes every path unfragmented (DNS flag day 2020). */
    private static final int EDNS_BYTES = 1232;

    /**
     * An answer that needs more has no use. Each name may cost 8,000 hops from pointer to pointer,
     * so the bound keeps a hostile answer to a million, some tens of milliseconds.
     */
    static final int MAX_RECORDS = 128;

    private static final int HEADER = 12;
    private static final int MAX_NAME = 255;
    private static final int MAX_LABEL = 63;

    private static final int FLAG_ANSWER = 0x8000;
    private static final int FLAG_TRUNCATED = 0x0200;
    private static final int FLAG_RECURSE = 0x0100;
    private static final int OPCODES = 0x7800;
    private static final int RCODES = 0x000f;
    static final int CLASS_IN = 1;
    private static final int TYPE_OPT = 41;

    private static final Chain NOTHING = new Chain(List.of(), List.of());

    private DnsMessage() {}

    /**
     * Whether a text can be a host name: no empty or too long label, at most 255 bytes, no
     * character beyond ASCII (RFC 1035 §2.3.4).
     */
    static boolean isName(String text) {
        int label = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            label = c == '.' ? 0 : label + 1;
            boolean empty = c == '.' && (i == 0 || text.charAt(i - 1) == '.');
            if (empty || label > MAX_LABEL || c <= ' ' || c > '~') {
                return false;
            }
        }
        return label > 0 && text.length() + 2 <= MAX_NAME;
    }

    /**
     * A host name for the wire.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Name name(String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException("not a host name: " + text);
        }
        byte[] wire = new byte[text.length() + 2];
        int label = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '.') {
                label = i + 1;
            } else {
                wire[i + 1] = (byte) text.charAt(i);
                wire[label]++;
            }
        }
        try {
            return new Name(new DNSInput(wire));
        } catch (WireParseException e) {
            throw new IllegalArgumentException("not a host name: " + text, e);
        }
    }

    /**
     * A recursive query.
     *
     * @param edns whether larger answers than 512 bytes are asked for (RFC 6891)
     */
    static ByteBuffer query(int id, DnsQuestion question, boolean edns) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + MAX_NAME + 4 + 11);
        out.putShort((short) id).putShort((short) FLAG_RECURSE);
        out.putShort((short) 1).putInt(0).putShort((short) (edns ? 1 : 0));
        out.put(question.name().toWire());
        out.putShort((short) question.type().code()).putShort((short) CLASS_IN);
        if (edns) {
            out.put((byte) 0).putShort((short) TYPE_OPT).putShort((short) EDNS_BYTES);
            out.putInt(0).putShort((short) 0);
        }
        return out.flip();
    }

    /** What a message says to the question; whatever can't be parsed is malformed. */
    static DnsReply read(byte[] message, int id, DnsQuestion question) {
        if (message.length < HEADER || !answers(message, id)) {
            return DnsReply.of(LookupStatus.MALFORMED).as(Kind.STRAY);
        }
        try {
            return read(new DNSInput(message), question);
        } catch (WireParseException | RuntimeException e) {
            // Also what dnsjava throws where it should not: the bytes are the network's.
            boolean truncated = (u16(message, 2) & FLAG_TRUNCATED) != 0;
            return DnsReply.of(LookupStatus.MALFORMED).as(truncated ? Kind.TRUNCATED : Kind.FINAL);
        }
    }

    private static boolean answers(byte[] message, int id) {
        int flags = u16(message, 2);
        return u16(message, 0) == id && (flags & FLAG_ANSWER) != 0 && (flags & OPCODES) == 0;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static DnsReply read(DNSInput in, DnsQuestion question) throws WireParseException {
        in.readU16();
        int flags = in.readU16();
        int questions = in.readU16();
        int answers = in.readU16();
        in.readU32();
        LookupStatus failure = failure(flags & RCODES);
        if (questions == 0 && failure != null) {
            // Some refuse or fail without repeating the question; the id has to do.
            return judged(flags, failure, NOTHING);
        }
        if (questions != 1) {
            return DnsReply.of(LookupStatus.MALFORMED);
        }
        if (!isAsked(in, question)) {
            return DnsReply.of(LookupStatus.MALFORMED).as(Kind.STRAY);
        }
        var records = new DnsRecords(question.type());
        for (int i = 0; i < Math.min(answers, MAX_RECORDS); i++) {
            records.read(in);
        }
        var chain = records.follow(question.name());
        return chain == null ? DnsReply.of(LookupStatus.MALFORMED) : judged(flags, failure, chain);
    }

    private static boolean isAsked(DNSInput in, DnsQuestion question) throws WireParseException {
        var name = new Name(in);
        return in.readU16() == question.type().code()
                && in.readU16() == CLASS_IN
                && name.equals(question.name());
    }

    /** What a response code means where it is no success (RFC 1035 §4.1.1), else null. */
    private static @Nullable LookupStatus failure(int code) {
        return switch (code) {
            case 0 -> null;
            case 3 -> LookupStatus.NXDOMAIN;
            case 5 -> LookupStatus.REFUSED;
            default -> LookupStatus.SERVFAIL;
        };
    }

    private static DnsReply judged(int flags, @Nullable LookupStatus failure, Chain chain) {
        int code = flags & RCODES;
        // FORMERR, NOTIMP
        Kind kind =
                (flags & FLAG_TRUNCATED) != 0
                        ? Kind.TRUNCATED
                        : code == 1 || code == 4 ? Kind.PLAIN_WANTED : Kind.FINAL;
        if (failure != null) {
            return new DnsReply(kind, failure, List.of(), chain.aliases());
        }
        // Nothing in a message that was cut doesn't say that there is nothing.
        LookupStatus none = kind == Kind.TRUNCATED ? LookupStatus.MALFORMED : LookupStatus.NODATA;
        LookupStatus status = chain.addresses().isEmpty() ? none : LookupStatus.FOUND;
        return new DnsReply(kind, status, chain.addresses(), chain.aliases());
    }
}
