package org.naze.probe;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Outcome;

/** Asks on what each answer, or silence, of the target calls for. Used by one thread. */
final class Answers implements Connecting.Watcher {
    private static final int REHEARSED_AT_MOST = 2;

    /** Within the time that a silent port is waited for anyway. */
    private static final long SILENT_PATH_MS = 900;

    private static final long ANSWERED_PATH_MS = 500;
    private static final long SHORTEST_PATH_MS = 250;

    /** TCP sends its second SYN after one second (RFC 6298 §2.1). */
    private static final long LEAVING_MS = 1200;

    private final Inquiry inquiry;
    private final Vitality vitality;
    private final Elsewhere elsewhere;
    private final Set<String> examined = new LinkedHashSet<>();
    private final Tracing tracing;
    private final Set<String> rehearsed = new LinkedHashSet<>();
    private boolean lookedOutside;
    private final Sandbox sandbox;
    private final Set<String> departed = new LinkedHashSet<>();

    Answers(Inquiry inquiry) {
        this.inquiry = inquiry;
        this.vitality = new Vitality(inquiry.platform(), inquiry);
        this.elsewhere = new Elsewhere(inquiry, vitality);
        this.sandbox = new Sandbox(inquiry);
        this.tracing = new Tracing(inquiry);
    }

    @Override
    public void ended(InetAddress address, Connect connect) {
        inquiry.accept(connect);
        sandbox.ended(address, connect);
        if (connect.errno() == Errno.OK) {
            return;
        }
        rehearse(address);
        if (connect.errno().outcome() == Outcome.TIMEOUT && connect.reply() != null) {
            inquiry.tasks().start(() -> rehearseAnswer(address));
        }
        if (connect.reply() == null) {
            inquiry.platform().repliesUnchecked().ifPresent(inquiry);
        }
        switch (connect.errno().outcome()) {
            case REFUSED -> refused(address, connect);
            case TIMEOUT -> acceptQueues(connect.address());
            case UNREACHABLE -> unreachable(address, connect);
            case ADDRESS_UNAVAILABLE -> ports(address);
            case NO_DESCRIPTORS -> Surroundings.own(inquiry).limits();
            default -> {}
        }
    }

    @Override
    public void silent(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            if (!inquiry.isHere(Addresses.text(address))) {
                vitality(address);
                long left = inquiry.settings().timeoutMs() - SHORTEST_PATH_MS;
                tracing.start(address, Math.clamp(left, SHORTEST_PATH_MS, SILENT_PATH_MS));
                departure(address);
            }
            rehearse(address);
            ownListeners(Addresses.text(address));
            acceptQueues(Addresses.text(address));
        }
    }

    private void vitality(InetAddress address) {
        if (!examined.add(Addresses.text(address))) {
            return;
        }
        inquiry.tasks().start(() -> vitality.echo(address, Deadline.in(1500)));
        if (inquiry.settings().scan()) {
            int port = inquiry.target().port();
            inquiry.tasks().start(() -> vitality.ports(address, port, Deadline.in(1500)));
        }
    }

    @Override
    public boolean isAlive(InetAddress address) {
        boolean alive = vitality.isAlive(Addresses.text(address));
        if (alive) {
            elsewhere.look(address, true);
        }
        return alive;
    }

    @Override
    public void impatient(InetAddress address) {
        String text = Addresses.text(address);
        String at = (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port();
        inquiry.settings().progress().accept(new Settings.Provisional("silent", Map.of("at", at)));
    }

    private int port() {
        return inquiry.target().port();
    }

    private void refused(InetAddress address, Connect connect) {
        ownListeners(connect.address());
        overUdp(address, connect);
        if (!inquiry.isHere(connect.address()) && connect.reply() != null) {
            inquiry.tasks().start(() -> vitality.echo(address, Deadline.in(500)));
        }
        if (address.isLoopbackAddress() && !lookedOutside) {
            lookedOutside = true;
            inquiry.tasks().start(() -> new Outside(inquiry).look());
        }
        elsewhere.look(address, connect.icmp() != null);
        tracing.start(address, ANSWERED_PATH_MS);
    }

    /** The host itself or a device on the way says so; without one there is nothing to follow. */
    private void unreachable(InetAddress address, Connect connect) {
        if (connect.icmp() == null || inquiry.isHere(connect.icmp().from())) {
            return;
        }
        vitality(address);
        tracing.start(address, ANSWERED_PATH_MS);
        if (connect.icmp().from().equals(connect.address())) {
            elsewhere.look(address, true);
        }
    }

    private void ownListeners(String address) {
        if (inquiry.isHere(address)) {
            inquiry.platform().listeners(port()).into("listeners", inquiry, inquiry);
        }
    }

    /** Read when the silence begins and when it is over: a queue may be full for a moment only. */
    private void acceptQueues(String address) {
        if (inquiry.isHere(address)) {
            inquiry.platform().acceptQueues(port()).into("listeners", inquiry, inquiry);
        }
    }

    /** Whether the port that TCP finds closed is one of UDP. */
    private void overUdp(InetAddress address, Connect connect) {
        if (inquiry.isHere(connect.address())) {
            inquiry.platform().udpSockets(port()).into("listeners", inquiry, inquiry);
        } else if (inquiry.settings().scan() && connect.icmp() == null) {
            inquiry.tasks().start(() -> new Datagrams(inquiry).ask(address, connect));
        }
    }

    private void ports(InetAddress address) {
        inquiry.platform().portUse(address, port()).into("sockets", inquiry, inquiry);
    }

    /** What the own packet filter does with the flow. */
    private void rehearse(InetAddress address) {
        if (rehearsed.size() < REHEARSED_AT_MOST && rehearsed.add(Addresses.text(address))) {
            InetAddress source = inquiry.source();
            inquiry.tasks().start(() -> rehearse(address, source));
        }
    }

    /**
     * Whether what is sent there leaves this machine at all; it takes the rights that replies take.
     */
    private void departure(InetAddress address) {
        if (inquiry.platform().repliesUnchecked().isEmpty()
                && departed.size() < REHEARSED_AT_MOST
                && departed.add(Addresses.text(address))) {
            InetAddress source = inquiry.source();
            inquiry.tasks()
                    .start(() ->
                            inquiry.platform()
                                    .departure(address, port(), source, Deadline.in(LEAVING_MS))
                                    .into("departure", inquiry, inquiry));
        }
    }

    /** Where the filter can't be seen, at least whether there can be NAT on the own machine. */
    private void rehearse(InetAddress address, @Nullable InetAddress source) {
        Answer<Fact> answer = inquiry.platform().filter(address, port(), source);
        answer.into("filter", inquiry, inquiry);
        if (answer instanceof Answer.Unknown<Fact> && inquiry.isHere(Addresses.text(address))) {
            Tracking.absent().ifPresent(inquiry);
        }
    }

    /** An answer came in, and the connect never got it: which rule threw it away? */
    private void rehearseAnswer(InetAddress address) {
        inquiry.platform()
                .answerFilter(address, port(), inquiry.source())
                .into("filter", inquiry, inquiry);
    }
}
