package org.naze.probe;

import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.DnsQuestion.RecordType;
import org.xbill.DNS.Name;

/**
 * One server, asked for one candidate name after the other, as the system's resolver would: the
 * first that has an address ends it. Both address types of a name are asked for at once.
 */
final class DnsSeries {
    private final DnsServer server;
    private final Iterator<String> candidates;
    private final Consumer<? super Fact.DnsAnswer> note;
    private final List<DnsAsk> open = new ArrayList<>(2);
    private boolean found;
    private boolean goesOn = true;

    DnsSeries(DnsServer server, List<String> candidates, Consumer<? super Fact.DnsAnswer> note) {
        this.server = server;
        this.candidates = candidates.iterator();
        this.note = note;
    }

    /** Goes on; whether the series has come to its end. */
    boolean step(Selector selector, ByteBuffer in) {
        for (Iterator<DnsAsk> asks = open.iterator(); asks.hasNext(); ) {
            DnsAsk ask = asks.next();
            if (ask.step()) {
                end(ask);
                asks.remove();
            }
        }
        while (open.isEmpty() && !found && goesOn && candidates.hasNext()) {
            ask(candidates.next(), selector, in);
        }
        return open.isEmpty();
    }

    private void ask(String candidate, Selector selector, ByteBuffer in) {
        // A search domain can make the name too long.
        if (DnsMessage.isName(candidate)) {
            Name name = DnsMessage.name(candidate);
            open.add(
                    new DnsAsk(
                            new DnsQuestion(server, candidate, name, RecordType.A), selector, in));
            open.add(
                    new DnsAsk(
                            new DnsQuestion(server, candidate, name, RecordType.AAAA),
                            selector,
                            in));
        }
    }

    private void end(DnsAsk ask) {
        List<Fact.DnsAnswer> facts = ask.facts();
        ask.close();
        facts.forEach(note);
        LookupStatus status = facts.getLast().status();
        found |= status == LookupStatus.FOUND;
        goesOn &= isNextTried(status);
    }

    /** As glibc's res_nsearch: after these the next candidate is tried, after others none. */
    private static boolean isNextTried(LookupStatus status) {
        return switch (status) {
            case FOUND, NXDOMAIN, NODATA, SERVFAIL -> true;
            default -> false;
        };
    }

    /** Ends what has not ended: nothing came in time. */
    void giveUp() {
        for (DnsAsk ask : open) {
            ask.giveUp();
            end(ask);
        }
        open.clear();
    }

    /** Ends what has not ended, without a word. */
    void close() {
        open.forEach(DnsAsk::close);
    }
}
