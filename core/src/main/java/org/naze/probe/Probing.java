package org.naze.probe;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.Purpose;
import org.naze.model.Target;

/** One run of all probes that a target calls for. Used by one thread, once. */
public final class Probing {
    private static final long NAMES_MS = 2500;
    private static final long IMPATIENT_MS = 600;
    private static final long NEAR_NAMES_MS = 300;
    private static final long AFTERMATH_MS = 2500;
    private static final long OVER_TCP_MS = 1500;

    private final Inquiry inquiry;
    private final Target target;
    private final Tasks tasks;
    private final Answers answers;

    public Probing(Platform platform, Settings settings, Target target) {
        this.inquiry = new Inquiry(platform, settings, target);
        this.target = target;
        this.tasks = inquiry.tasks();
        this.answers = new Answers(inquiry);
    }

    /** Probes and returns what was seen. */
    public Evidence run() {
        Platform platform = inquiry.platform();
        inquiry.accept(platform.machine());
        tasks.start(() -> platform.interfaces().into("interfaces", inquiry, inquiry));
        ClientProcess process = inquiry.settings().process();
        if (process != null) {
            inquiry.accept(process.fact());
            platform.userUnchecked().ifPresent(inquiry);
            tasks.start(() -> surroundings(process));
        }
        String expected = inquiry.settings().expected();
        if (expected != null) {
            inquiry.accept(new Fact.Expected(expected));
        }
        if (target.scheme().equals("unix")) {
            new UnixDial(inquiry).dial();
        } else if (!new ProxyDial(inquiry).isAlive()) {
            network();
        } else if (inquiry.settings().isLasting()) {
            new Lasting(inquiry).leaveOut();
        }
        tasks.await(Deadline.in(AFTERMATH_MS));
        if (process != null && !process.isThere()) {
            // Its files were gone before it was: what was read of them may be nothing.
            throw new ProcessException("ended", process.pid());
        }
        return inquiry.notebook().close();
    }

    private void surroundings(ClientProcess process) {
        var surroundings = Surroundings.of(process, inquiry);
        surroundings.limits();
        surroundings.confinement();
    }

    private void network() {
        Names names = names();
        List<InetAddress> addresses = names.addresses();
        if (names.cut() > 0) {
            String detail = names.cut() + " of " + (addresses.size() + names.cut());
            inquiry.accept(new Fact.Unchecked("addresses", Fact.Reason.NOT_WANTED, detail));
        }
        if (addresses.isEmpty()) {
            nearNames();
        }
        addresses.forEach(inquiry::routeOfTarget);
        var others = new OtherProxies(inquiry);
        if (others.mayExist()) {
            tasks.start(others::look);
        }
        if (target.scheme().equals("udp")) {
            addresses.forEach(this::udp);
            names.finish(Deadline.in(addresses.isEmpty() ? 1000 : 0));
        } else {
            tcp(names, addresses);
        }
    }

    /** A closed UDP port may be one of TCP. */
    private void udp(InetAddress address) {
        UdpDial.dial(address, target.port(), inquiry);
        String text = Addresses.text(address);
        boolean refused = inquiry.failures().anyMatch(c -> c.address().equals(text));
        if (refused && inquiry.isHere(text)) {
            inquiry.platform().listeners(target.port()).into("listeners", inquiry, inquiry);
            inquiry.platform().udpSockets(target.port()).into("listeners", inquiry, inquiry);
            Tracking.absent().ifPresent(inquiry);
        } else if (refused) {
            var dial = new Dial(Purpose.OVER_TCP, address, target.port(), inquiry.source());
            inquiry.platform().dial(List.of(dial), Deadline.in(OVER_TCP_MS), inquiry);
        }
    }

    private void tcp(Names names, List<InetAddress> addresses) {
        source();
        connect(addresses);
        boolean failed = addresses.isEmpty() || inquiry.failures().findAny().isPresent();
        // Whether it works each time may be a matter of which name server is asked.
        boolean asked = failed || inquiry.settings().tries() > 0;
        names.finish(Deadline.in(asked ? 1000 : 0));
        var aftermath = new Aftermath(inquiry);
        if (addresses.isEmpty()) {
            withoutAddress(aftermath);
        }
        if (failed && addresses.size() > 1) {
            SynPatience.read().ifPresent(inquiry);
        }
        if (failed) {
            aftermath.alternatives();
            aftermath.otherWays();
            aftermath.forwarding();
            aftermath.neighbours();
            aftermath.operators();
        } else if (!inquiry.settings().before().isEmpty()) {
            new Recall(inquiry).look();
        }
        if (inquiry.settings().isLasting()) {
            new Lasting(inquiry).look();
        }
    }

    private void connect(List<InetAddress> addresses) {
        new Connecting(inquiry.platform(), inquiry.settings(), answers)
                .run(addresses, target.port(), inquiry.source());
    }

    private void withoutAddress(Aftermath aftermath) {
        tasks.await(Deadline.in(500));
        List<InetAddress> keptBack = new OwnFamilies(inquiry.soFar()).keptBack();
        if (keptBack.isEmpty()) {
            aftermath.nameServers();
        } else {
            keptBack.forEach(inquiry::routeOfTarget);
            connect(keptBack);
        }
    }

    private Names names() {
        var resolved = new CountDownLatch(1);
        tasks.start(() -> sayIfSlow(resolved));
        Names names = inquiry.names().resolve(target.host(), Deadline.in(NAMES_MS), inquiry);
        resolved.countDown();
        return names;
    }

    /** No longer than the name itself has taken: nobody waits for a guess. */
    private void nearNames() {
        String home = inquiry.environment().get("HOME");
        var probe = new NearNameProbe(new KnownNames(inquiry.root(), home), 53, inquiry);
        long spentMs = inquiry.notebook().elapsedMs();
        Deadline deadline = Deadline.in(Math.clamp(spentMs, NEAR_NAMES_MS, 1000));
        tasks.start(() -> probe.look(inquiry.soFar(), deadline));
    }

    private void sayIfSlow(CountDownLatch resolved) {
        try {
            if (!resolved.await(IMPATIENT_MS, TimeUnit.MILLISECONDS)) {
                var words = Map.of("host", target.host());
                inquiry.settings().progress().accept(new Settings.Provisional("names", words));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the address to connect from is this machine's own, where that can be known. */
    private void source() {
        InetAddress source = inquiry.source();
        if (source == null) {
            return;
        }
        tasks.await(Deadline.in(500));
        Evidence soFar = inquiry.soFar();
        if (soFar.first(Interfaces.class).isPresent()) {
            boolean local = new OwnFamilies(soFar).isOwn(source);
            inquiry.accept(new Fact.SourceAddress(Addresses.text(source), local));
        }
    }
}
