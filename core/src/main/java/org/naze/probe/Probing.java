package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Outcome;
import org.naze.model.Target;

/** One run of all probes that a target calls for. Used by one thread, once. */
public final class Probing {
    private static final long NAMES_MS = 2500;
    private static final long IMPATIENT_MS = 600;
    private static final long PROXY_MS = 3200;
    private static final long AFTERMATH_MS = 2500;
    private static final long SCAN_MS = 700;
    private static final long SPEAK_MS = 700;
    private static final int ASKED_AT_MOST = 3;
    private static final int REHEARSED_AT_MOST = 2;

    private final Platform platform;
    private final Settings settings;
    private final Target target;
    private final Notebook notebook;
    private final Vitality vitality;
    private final Tasks tasks = new Tasks("naze-probe");
    private final Set<String> rehearsed = new LinkedHashSet<>();
    private boolean scanned;

    public Probing(Platform platform, Settings settings, Target target) {
        this.platform = platform;
        this.settings = settings;
        this.target = target;
        this.notebook = new Notebook(target);
        this.vitality = new Vitality(platform, notebook);
    }

    /** Probes and returns what was seen. */
    public Evidence run() {
        notebook.accept(platform.machine());
        tasks.start(() -> platform.interfaces().into("interfaces", notebook, notebook));
        if (settings.expected() != null) {
            notebook.accept(new Fact.Expected(settings.expected()));
        }
        if (target.scheme().equals("unix")) {
            UnixDial.dial(target, notebook);
        } else if (!proxyIsAlive()) {
            network();
        }
        tasks.await(Deadline.in(AFTERMATH_MS));
        return notebook.close();
    }

    /**
     * Connects to the proxy that the client would go through. Where it takes connections it
     * decides, and the target itself is not touched: this machine may not be able to, and need not.
     */
    private boolean proxyIsAlive() {
        Optional<Fact.Proxy> proxy = proxyChoice().fact();
        if (proxy.isEmpty()) {
            return false;
        }
        notebook.accept(proxy.get());
        Names names = new NameProbe().resolve(proxy.get().host(), Deadline.in(NAMES_MS), notebook);
        names.finish(Deadline.in(0));
        List<Dial> dials =
                names.addresses().stream()
                        .map(address -> new Dial(Purpose.PROXY, address, proxy.get().port(), null))
                        .toList();
        platform.dial(dials, Deadline.in(Math.min(PROXY_MS, settings.timeoutMs())), notebook);
        return notebook.soFar()
                .has(Connect.class, c -> c.purpose() == Purpose.PROXY && c.errno() == Errno.OK);
    }

    private ProxyChoice proxyChoice() {
        if (!settings.useProxy()) {
            return ProxySettings.none();
        }
        return settings.proxy() != null
                ? ProxySettings.explicit(settings.proxy())
                : ProxySettings.of(settings.environment()).choose(target);
    }

    private void network() {
        Names names = namesOfTarget();
        List<InetAddress> addresses = names.addresses();
        if (names.cut() > 0) {
            String detail = names.cut() + " of " + (addresses.size() + names.cut());
            notebook.accept(new Fact.Unchecked("addresses", Fact.Reason.NOT_WANTED, detail));
        }
        addresses.forEach(this::route);
        if (target.scheme().equals("udp")) {
            addresses.forEach(address -> UdpDial.dial(address, target.port(), notebook));
            names.finish(Deadline.in(addresses.isEmpty() ? 1000 : 0));
            return;
        }
        InetAddress source = source();
        if (source != null) {
            source(source);
        }
        new Connecting(platform, settings, new Events()).run(addresses, target.port(), source);
        boolean failed = failures().findAny().isPresent() || addresses.isEmpty();
        names.finish(Deadline.in(failed ? 1000 : 0));
        List<InetAddress> lacked = addresses.isEmpty() ? ofLackedFamily() : List.of();
        if (!lacked.isEmpty()) {
            lacked.forEach(this::route);
            new Connecting(platform, settings, new Events()).run(lacked, target.port(), source);
        } else if (addresses.isEmpty()) {
            nameServers();
        }
        if (failed) {
            alternatives();
            neighbours();
        }
    }

    private Names namesOfTarget() {
        var resolved = new CountDownLatch(1);
        tasks.start(() -> sayIfSlow(resolved));
        Names names = new NameProbe().resolve(target.host(), Deadline.in(NAMES_MS), notebook);
        resolved.countDown();
        return names;
    }

    private void sayIfSlow(CountDownLatch resolved) {
        try {
            if (!resolved.await(IMPATIENT_MS, TimeUnit.MILLISECONDS)) {
                var words = Map.of("host", target.host());
                settings.progress().accept(new Settings.Provisional("names", words));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private java.util.stream.Stream<Connect> failures() {
        return notebook
                .soFar()
                .all(Connect.class, c -> c.purpose() == Purpose.TARGET && c.errno() != Errno.OK)
                .stream();
    }

    /**
     * Addresses that the resolver kept back because this machine has none of their family
     * (getaddrinfo(3), AI_ADDRCONFIG); other programs are given them. Empty where one name server
     * says that the name does not exist.
     */
    private List<InetAddress> ofLackedFamily() {
        tasks.await(Deadline.in(500));
        Evidence soFar = notebook.soFar();
        List<InetAddress> known =
                soFar.all(Fact.DnsAnswer.class).stream()
                        .flatMap(answer -> answer.addresses().stream())
                        .distinct()
                        .map(Addresses::of)
                        .toList();
        boolean six = known.stream().anyMatch(address -> address instanceof java.net.Inet6Address);
        boolean four = known.stream().anyMatch(address -> address instanceof java.net.Inet4Address);
        boolean lacked =
                soFar.first(Fact.Interfaces.class).filter(n -> !hasFamily(n, six)).isPresent();
        boolean denied =
                soFar.has(Fact.DnsAnswer.class, a -> a.status() == Fact.LookupStatus.NXDOMAIN);
        return lacked && !denied && six != four ? known : List.of();
    }

    private static boolean hasFamily(Fact.Interfaces interfaces, boolean six) {
        return interfaces.nics().stream()
                .flatMap(nic -> nic.addresses().stream())
                .filter(own ->
                        !own.startsWith("127.")
                                && !own.startsWith("::1/")
                                && !own.startsWith("fe80"))
                .anyMatch(own -> own.contains(":") == six);
    }

    private void source(InetAddress source) {
        tasks.await(Deadline.in(500));
        String text = Addresses.text(source);
        notebook.soFar()
                .first(Fact.Interfaces.class)
                .ifPresent(all -> {
                    boolean local =
                            source.isLoopbackAddress()
                                    || all.nics().stream()
                                            .flatMap(nic -> nic.addresses().stream())
                                            .anyMatch(own -> own.startsWith(text + "/"));
                    notebook.accept(new Fact.SourceAddress(text, local));
                });
    }

    private void route(InetAddress destination) {
        InetAddress source = source();
        platform.route(destination, source).into("route", notebook, notebook);
    }

    private boolean isHere(String address) {
        return address.startsWith("127.")
                || address.equals("::1")
                || notebook.soFar()
                        .has(
                                Route.class,
                                r ->
                                        r.destination().equals(address)
                                                && r.type() == RouteType.LOCAL);
    }

    /** What each answer, or silence, calls for. */
    private final class Events implements Connecting.Watcher {
        @Override
        public void ended(InetAddress address, Connect connect) {
            notebook.accept(connect);
            if (connect.errno() == Errno.OK) {
                return;
            }
            rehearse(address);
            if (connect.errno().outcome() == Outcome.TIMEOUT && connect.reply() != null) {
                tasks.start(() -> rehearseAnswer(address));
            }
            if (connect.reply() == null) {
                platform.repliesUnchecked().ifPresent(notebook);
            }
            switch (connect.errno().outcome()) {
                case REFUSED -> refused(address, connect);
                case ADDRESS_UNAVAILABLE -> ports(address);
                default -> {}
            }
        }

        @Override
        public void silent(List<InetAddress> addresses) {
            for (InetAddress address : addresses) {
                if (!isHere(Addresses.text(address))) {
                    tasks.start(() -> vitality.echo(address, Deadline.in(1500)));
                    if (settings.scan()) {
                        tasks.start(
                                () -> vitality.ports(address, target.port(), Deadline.in(1500)));
                    }
                }
                rehearse(address);
                ownListeners(Addresses.text(address));
            }
        }

        @Override
        public boolean isAlive(InetAddress address) {
            boolean alive = vitality.isAlive(Addresses.text(address));
            if (alive) {
                elsewhere(address);
            }
            return alive;
        }

        @Override
        public void impatient(InetAddress address) {
            String text = Addresses.text(address);
            String at = (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + target.port();
            settings.progress().accept(new Settings.Provisional("silent", Map.of("at", at)));
        }
    }

    private void refused(InetAddress address, Connect connect) {
        ownListeners(connect.address());
        if (!isHere(connect.address()) && connect.reply() != null) {
            tasks.start(() -> vitality.echo(address, Deadline.in(500)));
        }
        elsewhere(address);
    }

    private void ownListeners(String address) {
        if (isHere(address)) {
            platform.listeners(target.port()).into("listeners", notebook, notebook);
        }
    }

    private void ports(InetAddress address) {
        platform.portUse(address, target.port()).into("sockets", notebook, notebook);
    }

    /** What the own packet filter does with the flow. */
    private void rehearse(InetAddress address) {
        if (rehearsed.size() < REHEARSED_AT_MOST && rehearsed.add(Addresses.text(address))) {
            InetAddress source = source();
            tasks.start(() -> rehearse(address, source));
        }
    }

    /** Where the filter can't be seen, at least whether there can be NAT on the own machine. */
    private void rehearse(InetAddress address, @Nullable InetAddress source) {
        Answer<Fact> answer = platform.filter(address, target.port(), source);
        answer.into("filter", notebook, notebook);
        if (answer instanceof Answer.Unknown<Fact> && isHere(Addresses.text(address))) {
            Tracking.absent().ifPresent(notebook);
        }
    }

    /** An answer came in, and the connect never got it: which rule threw it away? */
    private void rehearseAnswer(InetAddress address) {
        platform.answerFilter(address, target.port(), source()).into("filter", notebook, notebook);
    }

    private @Nullable InetAddress source() {
        return settings.source() == null ? null : Addresses.of(settings.source());
    }

    /** Looks for the service on other ports of the host, once. */
    private void elsewhere(InetAddress address) {
        if (scanned) {
            return;
        }
        scanned = true;
        if (!settings.scan()) {
            notebook.accept(new Fact.Unchecked("scan", Fact.Reason.NOT_WANTED, "--no-scan"));
            return;
        }
        tasks.start(() -> search(address));
    }

    private void search(InetAddress address) {
        List<Dial> dials =
                Nearby.ports(target.scheme(), target.port()).stream()
                        .map(port -> new Dial(Purpose.ELSEWHERE, address, port, null))
                        .toList();
        List<Integer> open = java.util.Collections.synchronizedList(new ArrayList<>());
        platform.dial(
                dials,
                Deadline.in(SCAN_MS),
                connect -> {
                    vitality.take(connect);
                    if (connect.errno() == Errno.OK) {
                        open.add(connect.port());
                    }
                });
        var speaker = new Speaker(target);
        if (speaker.canAsk()) {
            Nearby.ports(target.scheme(), target.port()).stream()
                    .filter(open::contains)
                    .limit(ASKED_AT_MOST)
                    .forEach(port ->
                            speaker.ask(address, port, Deadline.in(SPEAK_MS)).ifPresent(notebook));
        }
    }

    /** Where there was no address to go to: how this machine reaches its name servers. */
    private void nameServers() {
        notebook.soFar().all(Fact.DnsAnswer.class).stream()
                .map(Fact.DnsAnswer::server)
                .distinct()
                .filter(server -> Addresses.isNumeric(server) && server.indexOf('%') < 0)
                .limit(3)
                .forEach(server -> {
                    InetAddress address = Addresses.of(server);
                    route(address);
                    platform.filter(address, 53, null).into("filter", notebook, notebook);
                });
        neighbours();
    }

    /** Addresses that the name has elsewhere: do those serve? */
    private void alternatives() {
        Evidence soFar = notebook.soFar();
        Set<String> used = new LinkedHashSet<>();
        soFar.all(Connect.class, c -> c.purpose() == Purpose.TARGET)
                .forEach(c -> used.add(c.address()));
        List<Dial> dials =
                soFar.all(Fact.DnsAnswer.class).stream()
                        .flatMap(answer -> answer.addresses().stream())
                        .filter(address -> !used.contains(address))
                        .distinct()
                        .limit(4)
                        .map(address ->
                                new Dial(
                                        Purpose.ALTERNATIVE,
                                        Addresses.of(address),
                                        target.port(),
                                        null))
                        .toList();
        if (!dials.isEmpty()) {
            platform.dial(dials, Deadline.in(1500), notebook);
        }
    }

    /** The neighbour entries of the next hops, read last: by now the kernel knows. */
    private void neighbours() {
        Set<String> asked = new LinkedHashSet<>();
        for (Route route : notebook.soFar().all(Route.class)) {
            nextHop(route)
                    .filter(hop -> asked.add(hop + "%" + route.device()))
                    .ifPresent(hop -> neighbour(hop, route.device()));
        }
    }

    private static Optional<String> nextHop(Route route) {
        return route.type() != RouteType.UNICAST
                ? Optional.empty()
                : Optional.of(route.gateway() == null ? route.destination() : route.gateway());
    }

    private void neighbour(String hop, @Nullable String device) {
        if (device != null) {
            platform.neighbour(Addresses.of(hop), device).into("neighbour", notebook, notebook);
        }
    }
}
