package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Purpose;

/** Looks for the service on other ports of the target's host, once a run. */
final class Elsewhere {
    private static final long SCAN_MS = 700;
    private static final long SPEAK_MS = 700;

    /** A first TLS handshake of a virtual machine takes half a second by itself. */
    private static final long PAGE_MS = 1500;

    /** Of the three ports at which a host is spoken to. */
    private static final int ASKED_AT_MOST = 3;

    private static final int PAGES_AT_MOST = 2;

    private final Inquiry inquiry;
    private final Vitality vitality;
    private boolean looked;

    Elsewhere(Inquiry inquiry, Vitality vitality) {
        this.inquiry = inquiry;
        this.vitality = vitality;
    }

    /**
     * Starts to look; only the first host is looked at.
     *
     * @param silent the target's port is, as a panel's firewall keeps those that it was not told of
     */
    void look(InetAddress address, boolean silent) {
        if (looked) {
            return;
        }
        looked = true;
        if (!inquiry.settings().scan()) {
            inquiry.accept(new Fact.Unchecked("scan", Fact.Reason.NOT_WANTED, "--no-scan"));
            return;
        }
        inquiry.tasks().start(() -> search(address, silent));
    }

    private void search(InetAddress address, boolean silent) {
        int port = inquiry.target().port();
        List<Integer> near = Nearby.ports(inquiry.target().scheme(), port);
        List<Integer> panels = silent ? Nearby.panels(port, near) : List.of();
        List<Integer> open = open(address, near, panels);
        List<Integer> pages = silent ? pages(address, open) : List.of();
        speak(address, near.stream().filter(p -> open.contains(p) && !pages.contains(p)).toList());
    }

    /** Asks open ports of panels for their page; returns which were asked. */
    private List<Integer> pages(InetAddress address, List<Integer> open) {
        var front = new FrontPage(inquiry.target().host());
        List<Integer> asked =
                open.stream().filter(Nearby::isPanel).sorted().limit(PAGES_AT_MOST).toList();
        asked.forEach(port -> front.ask(address, port, Deadline.in(PAGE_MS)).ifPresent(inquiry));
        return asked;
    }

    private void speak(InetAddress address, List<Integer> ports) {
        var speaker = new Speaker(inquiry.target());
        if (speaker.canAsk()) {
            ports.stream()
                    .limit(ASKED_AT_MOST)
                    .forEach(port ->
                            speaker.ask(address, port, Deadline.in(SPEAK_MS)).ifPresent(inquiry));
        }
    }

    /** Which ports are open, in the order in which they answer. */
    private List<Integer> open(InetAddress address, List<Integer> near, List<Integer> panels) {
        List<Integer> open = Collections.synchronizedList(new ArrayList<>());
        inquiry.platform()
                .dial(
                        Stream.concat(
                                        dials(Purpose.ELSEWHERE, address, near),
                                        dials(Purpose.CONTROL, address, panels))
                                .toList(),
                        Deadline.in(SCAN_MS),
                        connect -> {
                            vitality.take(connect);
                            if (connect.errno() == Errno.OK) {
                                open.add(connect.port());
                            }
                        });
        return open;
    }

    private static Stream<Dial> dials(Purpose purpose, InetAddress address, List<Integer> ports) {
        return ports.stream().map(port -> new Dial(purpose, address, port, null));
    }
}
