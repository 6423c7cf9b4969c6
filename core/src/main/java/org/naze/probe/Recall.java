package org.naze.probe;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.naze.model.Evidence;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Fact.Listeners;
import org.naze.model.Fact.Neighbour;

/**
 * Looks again, now that it works, at what was looked at when it did not: only so can be told what
 * has changed.
 */
record Recall(Inquiry inquiry) {

    void look() {
        inquiry.settings().before().forEach(this::look);
    }

    private void look(Evidence then) {
        int port = inquiry.target().port();
        Set<String> filtered = new LinkedHashSet<>();
        then.all(FilterRuling.class).forEach(ruling -> filtered.add(ruling.address()));
        filtered.forEach(address -> filter(Addresses.of(address), port));
        if (then.first(Listeners.class).isPresent()) {
            inquiry.platform().listeners(port).into("listeners", inquiry, inquiry);
        }
        then.all(Neighbour.class).forEach(this::neighbour);
    }

    private void filter(InetAddress address, int port) {
        inquiry.platform().filter(address, port, inquiry.source()).into("filter", inquiry, inquiry);
    }

    private void neighbour(Neighbour old) {
        inquiry.platform()
                .neighbour(Addresses.of(old.address()), old.device())
                .into("neighbour", inquiry, inquiry);
    }
}
