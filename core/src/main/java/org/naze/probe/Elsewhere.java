package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Purpose;

/** Looks for the service on other ports of the target's host, once a run. */
final class Elsewhere {
    private static final long SCAN_MS = 700;
    private static final long SPEAK_MS = 700;
    private static final int ASKED_AT_MOST = 3;

    private final Inquiry inquiry;
    private final Vitality vitality;
    private boolean looked;

    Elsewhere(Inquiry inquiry, Vitality vitality) {
        this.inquiry = inquiry;
        this.vitality = vitality;
    }

    /** Starts to look; only the first host is looked at. */
    void look(InetAddress address) {
        if (looked) {
            return;
        }
        looked = true;
        if (!inquiry.settings().scan()) {
            inquiry.accept(new Fact.Unchecked("scan", Fact.Reason.NOT_WANTED, "--no-scan"));
            return;
        }
        inquiry.tasks().start(() -> search(address));
    }

    private void search(InetAddress address) {
        List<Integer> near = Nearby.ports(inquiry.target().scheme(), inquiry.target().port());
        List<Integer> open = open(address, near);
        var speaker = new Speaker(inquiry.target());
        if (speaker.canAsk()) {
            near.stream()
                    .filter(open::contains)
                    .limit(ASKED_AT_MOST)
                    .forEach(port ->
                            speaker.ask(address, port, Deadline.in(SPEAK_MS)).ifPresent(inquiry));
        }
    }

    private List<Integer> open(InetAddress address, List<Integer> ports) {
        List<Dial> dials =
                ports.stream()
                        .map(port -> new Dial(Purpose.ELSEWHERE, address, port, null))
                        .toList();
        List<Integer> open = Collections.synchronizedList(new ArrayList<>());
        inquiry.platform()
                .dial(
                        dials,
                        Deadline.in(SCAN_MS),
                        connect -> {
                            vitality.take(connect);
                            if (connect.errno() == Errno.OK) {
                                open.add(connect.port());
                            }
                        });
        return open;
    }
}
