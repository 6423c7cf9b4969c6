package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Try;
import org.naze.model.Fact.TryRole;

/**
 * Connects to the target again and again, as so many clients would, each time with a lookup and a
 * source port of its own. Begins one every quarter of a second, whether the one before has ended or
 * not, so that the time between them is the same throughout. Used by one thread, once.
 */
final class Tries {
    private static final long SPACING_MS = 250;
    private static final long LOOKUP_MS = 2500;

    private final Inquiry inquiry;
    private final int count;
    private final Random random = new Random();
    private final Trying trying;
    private final Draw draw;

    Tries(Inquiry inquiry) {
        this.inquiry = inquiry;
        count = inquiry.settings().tries();
        trying = new Trying(inquiry, random);
        draw = new Draw(count, random);
    }

    /** Makes the tries; where some connect and others don't, a few more to see why. */
    void run() {
        Deadline stop = inquiry.settings().stop();
        for (int i = 0; i < count && !stop.isOver(); i++) {
            begin(stop);
            tell();
            trying.pause(SPACING_MS);
        }
        trying.awaitAll(inquiry.settings().timeoutMs());
        new Repeats(trying, count, random).run();
    }

    private void begin(Deadline stop) {
        String host = inquiry.target().host();
        if (Addresses.isNumeric(host)) {
            connect(null, List.of(Addresses.of(host)));
            return;
        }
        Fact.SystemLookup found = lookup(host, stop);
        List<InetAddress> addresses = found.addresses().stream().map(Addresses::of).toList();
        if (stop.isOver()) {
            return;
        }
        if (addresses.isEmpty()) {
            trying.withoutAddress(found.status(), found.micros());
        } else {
            connect(found.status(), addresses);
        }
    }

    /** What programs get: the system's own answer, asked for anew. */
    private Fact.SystemLookup lookup(String host, Deadline stop) {
        var facts = new ArrayList<Fact>();
        SystemLookup lookup = inquiry.names().ask(host, new NameProbe.Notes(facts::add));
        lookup.await(Deadline.in(LOOKUP_MS), stop);
        lookup.giveUp();
        return (Fact.SystemLookup) facts.getFirst();
    }

    private void connect(@Nullable LookupStatus lookup, List<InetAddress> addresses) {
        InetAddress address = draw.from(new OwnFamilies(inquiry.soFar()).usable(addresses));
        trying.connect(TryRole.ORDINARY, lookup, address, 0, inquiry.settings().timeoutMs());
    }

    private void tell() {
        List<Try> ended = trying.ended();
        var words =
                Map.of(
                        "good", Long.toString(ended.stream().filter(Try::connected).count()),
                        "done", Integer.toString(ended.size()),
                        "all", Integer.toString(count));
        inquiry.settings().progress().accept(new Settings.Provisional("tries", words));
    }
}
