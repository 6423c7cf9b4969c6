package org.naze.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.AcceptQueue;
import org.naze.model.Fact.AcceptQueues;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.CdnListing;
import org.naze.model.Fact.Confinement;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Container;
import org.naze.model.Fact.ContainerKind;
import org.naze.model.Fact.Datagram;
import org.naze.model.Fact.Descriptors;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.Echo;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Expected;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Fact.GroupProgram;
import org.naze.model.Fact.Held;
import org.naze.model.Fact.Hop;
import org.naze.model.Fact.Hops;
import org.naze.model.Fact.HostsEntry;
import org.naze.model.Fact.Icmp;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.Listener;
import org.naze.model.Fact.Listeners;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Machine;
import org.naze.model.Fact.NameServers;
import org.naze.model.Fact.NearName;
import org.naze.model.Fact.Neighbour;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.Neighbourhood;
import org.naze.model.Fact.Nic;
import org.naze.model.Fact.NoFilter;
import org.naze.model.Fact.OtherRoute;
import org.naze.model.Fact.Page;
import org.naze.model.Fact.PortUse;
import org.naze.model.Fact.Proxy;
import org.naze.model.Fact.ProxySetting;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Reply;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Fact.SourceAddress;
import org.naze.model.Fact.Spoken;
import org.naze.model.Fact.SynRetries;
import org.naze.model.Fact.SystemFiles;
import org.naze.model.Fact.SystemLookup;
import org.naze.model.Fact.Transport;
import org.naze.model.Fact.Try;
import org.naze.model.Fact.TryRole;
import org.naze.model.Fact.UdpSockets;
import org.naze.model.Fact.Unchecked;
import org.naze.model.Fact.UnitAddresses;
import org.naze.model.Target;
import org.naze.model.Vantage;

/** Evidence of every cause, for the reports; what comes from outside has an ending of its own. */
final class Samples {
    /**
     * Evidence.
     *
     * @param cause what it is evidence of, or an empty text where nothing is wrong
     */
    record Sample(String cause, Evidence evidence) {}

    private static final String HERE = "198.51.100.7";
    private static final String THERE = "192.0.2.10";
    private static final String SIX = "2001:db8::10";

    private final String outside;
    private final String host;
    private final List<Sample> samples = new ArrayList<>();

    private Samples(String outside) {
        this.outside = outside;
        this.host = "chat.example" + outside;
    }

    /** The samples; every text that may come from outside ends with the one given. */
    static List<Sample> endingWith(String outside) {
        var all = new Samples(outside);
        all.filters();
        all.proxies();
        all.ports();
        all.descriptors();
        all.sandboxes();
        all.addresses();
        all.names();
        all.routes();
        all.expectations();
        all.networks();
        all.families();
        all.refusals();
        all.silences();
        all.ways();
        all.otherTransports();
        all.queues();
        all.panels();
        all.healthy();
        all.severalAddresses();
        all.tries();
        all.held();
        return all.samples;
    }

    private void add(String cause, Fact... facts) {
        addFor(
                new Target("ws://" + host + ":8282/", "ws", host, 8282, "/", List.of()),
                cause,
                facts);
    }

    private void addFor(Target target, String cause, Fact... facts) {
        var entries = new ArrayList<Evidence.Entry>();
        for (Fact fact : facts) {
            String id = "f" + (entries.size() + 1) + outside;
            entries.add(new Evidence.Entry(id, Vantage.CLIENT, entries.size(), fact));
        }
        samples.add(new Sample(cause, new Evidence(target, 41, entries)));
    }

    private void filters() {
        add(
                "client-firewall",
                connect(THERE, Errno.SILENT),
                ruling(THERE, Ruling.DROP, "output", "nft", "inet", "guard", "output"));
        add(
                "client-firewall",
                connect(SIX, Errno.ECONNREFUSED),
                ruling(SIX, Ruling.REJECT, "output", "ip6tables", "ip6", "filter", "OUTPUT"));
        add(
                "client-firewall",
                connect(THERE, Errno.ECONNREFUSED),
                ruling(
                        THERE,
                        Ruling.DIVERT,
                        "output",
                        "nft",
                        "ip" + outside,
                        "n" + outside,
                        outside));
        add("client-firewall", connect(THERE, Errno.SILENT), ruling(THERE, Ruling.DROP));
        add(
                "client-firewall",
                reply(connect(THERE, Errno.ECONNREFUSED), new Reply("rst", 64, "lo")));
        add("client-firewall", reply(connect(THERE, Errno.SILENT), synAck()));
        add(
                "client-firewall",
                interfaces(),
                icmp(connect(THERE, Errno.ECONNREFUSED), new Icmp(HERE, 3, 3)));
        add(
                "client-firewall",
                connect(THERE, Errno.SILENT),
                new Unchecked("filter", Reason.NOT_PERMITTED, "CAP_NET_ADMIN" + outside));
        add(
                "host-firewall",
                interfaces(),
                connect(HERE, Errno.SILENT),
                listeners(HERE),
                ruling(HERE, Ruling.DROP, "input", "iptables", "ip", "filter", "INPUT"));
        add("host-firewall", interfaces(), connect(HERE, Errno.SILENT), listeners("0.0.0.0"));
    }

    private void proxies() {
        var proxy = new Proxy("http_proxy" + outside, "http", "proxy.example" + outside, 3128);
        var dialled = connect(Purpose.PROXY, "203.0.113.8", 3128, Errno.ECONNREFUSED);
        add("local-proxy", proxy, dialled, connect(THERE, Errno.OK));
        add(
                "local-proxy",
                proxy,
                new SystemLookup(proxy.host(), LookupStatus.NXDOMAIN, List.of(), 900));
        var property = new Proxy("-Dhttp.proxyHost", "http", "203.0.113.8", 3128);
        add("local-proxy", property, dialled);
        var setting = new ProxySetting("kioslaverc" + outside, "http", "203.0.113.8", 3128);
        add(
                "local-proxy",
                setting,
                connect(Purpose.OTHER_PROXY, "203.0.113.8", 3128, Errno.ECONNREFUSED),
                connect(THERE, Errno.OK));
        add(
                "local-proxy",
                setting,
                connect(Purpose.OTHER_PROXY, "203.0.113.8", 3128, Errno.OK),
                connect(THERE, Errno.SILENT));
        add("local-proxy", lookup("198.18.0.5"), connect("198.18.0.5", Errno.SILENT));
    }

    private void ports() {
        var failed = connect(THERE, Errno.EADDRNOTAVAIL);
        add(
                "time-wait-exhausted",
                failed,
                new PortUse(THERE, 8282, 32768, 60999, 2, 28229, 28001, 2));
        add(
                "ephemeral-ports-exhausted",
                failed,
                new PortUse(THERE, 8282, 32768, 60999, 0, 20001, 7, 1));
        var bound =
                new Connect(
                        Purpose.TARGET,
                        THERE,
                        8282,
                        "198.51.100.55",
                        failed.errno(),
                        90,
                        null,
                        null);
        var away = new SourceAddress("198.51.100.55", false);
        add("source-address-missing", interfaces(), bound, away);
        add(
                "source-address-missing",
                interfaces(),
                new Connect(
                        Purpose.TARGET, THERE, 8282, "198.51.100.55", Errno.SILENT, 1, null, null),
                away);
    }

    private void descriptors() {
        var as = new AsProcess(4711, "java" + outside, 33, true, true);
        var ok = connect(THERE, Errno.OK);
        add("client-fd-limit", as, new Descriptors(4711, 64, 64, 4096, 60, 1, 2, 1), ok);
        add("client-fd-limit", as, new Descriptors(4711, 63, 64, 4096, 60, 1, 2, 0), ok);
        add("client-fd-limit", as, new SystemFiles(5000, 5000), ok);
        for (Errno errno : List.of(Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS)) {
            add("client-fd-limit", connect(THERE, errno));
        }
    }

    private void sandboxes() {
        var denied = connect(THERE, Errno.EPERM);
        add("client-sandbox", denied, connect(Purpose.CONTROL, "127.0.0.1", 8282, Errno.EPERM));
        add("client-sandbox", denied, program("connect4", null));
        add("client-sandbox", denied, confinement(null));
        for (String module : List.of("selinux", "apparmor")) {
            add("client-sandbox", connect(THERE, Errno.EACCES), confinement(module));
        }
        add("client-sandbox", connect(THERE, Errno.EACCES));
        add("client-sandbox", connect(THERE, Errno.EAFNOSUPPORT), confinement(null));
        var silent = connect(THERE, Errno.SILENT);
        add("client-sandbox", silent, program("egress", false));
        add(
                "client-sandbox",
                connect(THERE, Errno.OK),
                new AsProcess(4711, "java" + outside, 33, true, true),
                program("ingress", false));
        add(
                "client-sandbox",
                silent,
                new UnitAddresses("app.service" + outside, List.of(), List.of("0.0.0.0/0")));
    }

    private GroupProgram program(String attach, @Nullable Boolean passes) {
        String group = "/app.service" + outside;
        return new GroupProgram(THERE, 8282, group, attach, "deny" + outside, passes);
    }

    private Confinement confinement(@Nullable String module) {
        String label = module == null ? null : "httpd_t" + outside;
        return new Confinement(4711, true, module == null, module, label, module != null);
    }

    private void addresses() {
        var group = connect("224.0.0.9", Errno.ENETUNREACH);
        add("wrong-address", interfaces(), group);
        var everybody = connect("255.255.255.255", Errno.EACCES);
        add("wrong-address", interfaces(), everybody);
        add("wrong-address", interfaces(), connect("fe80::1", Errno.EINVAL));
    }

    private void names() {
        // Relative: SafeTest runs the command that edits it, in a folder of its own.
        var entry = new HostsEntry("hosts" + outside, 3, host, "203.0.113.80");
        var refused = connect("203.0.113.80", Errno.ECONNREFUSED);
        add(
                "hosts-override",
                lookup("203.0.113.80"),
                entry,
                refused,
                answer("198.51.100.53", LookupStatus.FOUND, THERE),
                connect(Purpose.ALTERNATIVE, THERE, 8282, Errno.OK));
        add("hosts-override", lookup("203.0.113.80"), entry, refused, new Expected(THERE));
        add("dns-wrong-address", lookup("203.0.113.80"), refused, new Expected(THERE));
        add(
                "dns-wrong-address",
                lookup("203.0.113.80"),
                refused,
                answer("198.51.100.53", LookupStatus.FOUND, "203.0.113.80"),
                answer("203.0.113.53", LookupStatus.FOUND, THERE),
                connect(Purpose.ALTERNATIVE, THERE, 8282, Errno.OK));
        add(
                "dns-wrong-address",
                lookup(),
                answer("198.51.100.53", LookupStatus.NXDOMAIN),
                answer("203.0.113.53", LookupStatus.FOUND, THERE));
        add(
                "name-not-found",
                lookup(),
                new NameServers(List.of("198.51.100.53"), List.of(outside), "/etc/resolv.conf"),
                answer("198.51.100.53", LookupStatus.NXDOMAIN));
        add(
                "name-not-found",
                lookup(),
                answer("198.51.100.53", LookupStatus.NODATA),
                new NearName("chat" + outside, "/etc/hosts" + outside, List.of(THERE), null, null),
                new NearName(
                        "chats.example" + outside,
                        "198.51.100.53",
                        List.of(THERE, SIX),
                        "naze.example",
                        LookupStatus.NXDOMAIN));
        for (LookupStatus status : LookupStatus.values()) {
            boolean word =
                    List.of(LookupStatus.FOUND, LookupStatus.NXDOMAIN, LookupStatus.NODATA)
                            .contains(status);
            if (!word) {
                add(
                        "dns-unreachable",
                        lookup(),
                        answer("198.51.100.53", status),
                        new NoFilter("nft"));
            }
        }
    }

    private void routes() {
        add("no-route", connect(THERE, Errno.ENETUNREACH), route(THERE, RouteType.NONE, null));
        add("no-route", connect(THERE, Errno.EINVAL), route(THERE, RouteType.BLACKHOLE, null));
        add("no-route", connect(THERE, Errno.EACCES), route(THERE, RouteType.PROHIBIT, null));
        add(
                "no-route",
                connect(THERE, Errno.EHOSTUNREACH),
                route(THERE, RouteType.UNREACHABLE, null));
        add(
                "no-route",
                lookup(),
                answer("198.51.100.53", LookupStatus.UNREACHABLE),
                route("198.51.100.53", RouteType.NONE, null));
        add(
                "gateway-down",
                connect(THERE, Errno.EHOSTUNREACH),
                route(THERE, RouteType.UNICAST, "198.51.100.1"),
                new Neighbour("198.51.100.1", "eth0" + outside, NeighbourState.FAILED));
        add(
                "host-down",
                connect(THERE, Errno.EHOSTUNREACH),
                route(THERE, RouteType.UNICAST, null),
                new Neighbour(THERE, "eth0" + outside, NeighbourState.INCOMPLETE));
        add(
                "host-down",
                icmp(
                        connect(THERE, Errno.EHOSTUNREACH, 3_100_000),
                        new Icmp("198.51.100.1", 3, 1)));
        add(
                "private-address",
                interfaces(),
                connect("10.20.30.40", Errno.SILENT),
                route("10.20.30.40", RouteType.UNICAST, "198.51.100.1"));
    }

    private void expectations() {
        Target target = new Target("tcp://" + THERE + ":8282", "tcp", THERE, 8282, null, List.of());
        var refused = connect(THERE, Errno.ECONNREFUSED);
        var expected = new Expected("192.0.2.11");
        addFor(target, "wrong-address", expected, refused);
        addFor(
                target,
                "wrong-address",
                expected,
                refused,
                connect(Purpose.ALTERNATIVE, "192.0.2.11", 8282, Errno.OK));
        addFor(target, "not-listening", new Expected(THERE), refused);
        add("wrong-address", connect("0.0.0.0", Errno.ECONNREFUSED));
    }

    private void networks() {
        String far = "10.20.30.40";
        String tunnel = "tun0";
        var off = new Interfaces(List.of(new Nic(tunnel, false, false, List.of("10.20.0.2/16"))));
        var lost = connect(far, Errno.SILENT);
        add("wrong-network", off, lost, route(far, RouteType.UNICAST, "198.51.100.1"));
        add(
                "wrong-network",
                off,
                connect(far, Errno.ENETUNREACH),
                route(far, RouteType.NONE, null));
        add(
                "wrong-network",
                off,
                lost,
                new Route(far, RouteType.UNICAST, null, tunnel, HERE, false));
        add("wrong-network", off, lookup(), answer("198.51.100.53", LookupStatus.NXDOMAIN));
        String device = "eth0" + outside;
        var dead = new Neighbour(far, device, NeighbourState.FAILED);
        var gone = connect(far, Errno.EHOSTUNREACH);
        for (String gateway : new String[] {"198.51.100.1", null}) {
            add(
                    "wrong-network",
                    gone,
                    route(far, RouteType.UNICAST, null),
                    dead,
                    new OtherRoute(far, "10.0.0.0/8", gateway, "tun0" + outside));
        }
        add(
                "wrong-network",
                gone,
                dead,
                new Route("192.0.2.1", RouteType.UNICAST, "198.51.100.1", device, HERE, true),
                new Neighbour("198.51.100.1", device, NeighbourState.REACHABLE),
                new Neighbourhood(device, 0, 3));
    }

    private void families() {
        add("address-family", interfaces(), connect(SIX, Errno.ENETUNREACH));
        add(
                "address-family",
                interfaces(),
                connect("::1", Errno.ECONNREFUSED),
                listeners("127.0.0.1"),
                new NoFilter("nft"));
        add("address-family", connect(THERE, Errno.OK), connect(SIX, Errno.ECONNREFUSED));
        add("some-addresses-dead", connect(THERE, Errno.OK), connect("192.0.2.11", Errno.SILENT));
    }

    private void refusals() {
        var refused =
                reply(connect(THERE, Errno.ECONNREFUSED), new Reply("rst", 63, "eth0" + outside));
        add("not-listening", refused);
        add("upstream-filter", refused, echo(THERE, 57));
        add(
                "wrong-port",
                refused,
                connect(Purpose.ELSEWHERE, THERE, 8228, Errno.OK),
                new Spoken(THERE, 8228, "ws", true, "HTTP/1.1 101" + outside, 800));
        add("wrong-port", refused, connect(Purpose.ELSEWHERE, THERE, 8080, Errno.OK));
        add("cdn-in-front", refused, listing(THERE, "192.0.2.0/24", 80, 8080));
        add("cdn-in-front", refused, listing(THERE, "192.0.2.0/24"));
        add(
                "cdn-in-front",
                connect(THERE, Errno.SILENT),
                connect(Purpose.CONTROL, THERE, 443, Errno.OK),
                new DnsAnswer(
                        "198.51.100.53",
                        "udp",
                        host,
                        "A",
                        LookupStatus.FOUND,
                        List.of(THERE),
                        List.of("edge.example" + outside),
                        3000),
                listing("edge.example" + outside, "edge.example" + outside, 443));
        var here = connect(HERE, Errno.ECONNREFUSED);
        var none = new Listeners(List.of());
        add("not-listening", interfaces(), here, none, new NoFilter("nft" + outside));
        for (ContainerKind kind : ContainerKind.values()) {
            var sign = new Container(kind, "/.dockerenv" + outside, true);
            var localhost = connect("127.0.0.1", Errno.ECONNREFUSED);
            add("container-localhost", interfaces(), localhost, none, sign);
            add(
                    "container-localhost",
                    interfaces(),
                    localhost,
                    none,
                    new NoFilter("nft"),
                    sign,
                    connect(Purpose.OUTSIDE, "172.17.0.1", 8282, Errno.OK));
        }
        add("bound-to-loopback", interfaces(), here, listeners("127.0.0.1"), new NoFilter("nft"));
        add(
                "bound-to-other-address",
                interfaces(),
                here,
                listeners("198.51.100.8"),
                new NoFilter("nft"));
        add(
                "bound-to-loopback",
                interfaces(),
                here,
                new Listeners(List.of(new Listener("127.0.0.1", 8282, null, null, null))));
        for (Errno errno : List.of(Errno.ENOENT, Errno.ECONNREFUSED)) {
            String path = "/run/app.sock" + outside;
            addFor(
                    new Target("unix://" + path, "unix", "", 0, path, List.of()),
                    "not-listening",
                    connect(Purpose.TARGET, path, 0, errno));
        }
    }

    private CdnListing listing(String subject, String entry, Integer... ports) {
        String operator = "Edge" + outside;
        String source = "https://edge.example/ips" + outside;
        return new CdnListing(
                operator, subject, entry, List.of(ports), source, "2024-06-25" + outside);
    }

    private void silences() {
        var silent = connect(THERE, Errno.SILENT);
        add(
                "host-firewall",
                silent,
                echo(THERE, 57),
                route(THERE, RouteType.UNICAST, "198.51.100.1"));
        add("upstream-filter", silent, connect(Purpose.CONTROL, THERE, 22, Errno.OK));
        add("host-down", silent, new Echo(THERE, "icmp", false, null, null, 1_500_000));
        add("upstream-filter", silent, echo(THERE, 57), route(THERE, RouteType.UNICAST, null));
        for (int code : new int[] {0, 1, 3, 13}) {
            add(
                    "upstream-filter",
                    icmp(connect(THERE, Errno.EHOSTUNREACH), new Icmp("203.0.113.1", 3, code)));
        }
        add("host-firewall", icmp(connect(THERE, Errno.EHOSTUNREACH), new Icmp(THERE, 3, 13)));
    }

    /** What packets with few hops to go drew. */
    private void ways() {
        var nearer =
                reply(connect(THERE, Errno.ECONNREFUSED), new Reply("rst", 64, "eth0" + outside));
        var router = expired(1, "198.51.100.1");
        var next = expired(2, "203.0.113.1");
        add(
                "middlebox-reset",
                nearer,
                hops(Transport.TCP, 8282, 2, router, new Hop(2, Errno.ECONNREFUSED, null, 300)),
                hops(Transport.UDP, 33434, 3, router, next, arrived(3)));
        add("middlebox-reset", nearer, echo(THERE, 57));
        var silent = connect(THERE, Errno.SILENT);
        var stopped = hops(Transport.TCP, 8282, 20, router);
        var again = new Hops(THERE, 8282, Transport.TCP, 2, 2, List.of());
        var farther = hops(Transport.UDP, 33434, 3, router, next, arrived(3));
        add("upstream-filter", silent, stopped, again, farther);
        add("host-down", silent, stopped);
        var passedOn = hops(Transport.TCP, 8282, 3, router, expired(2, THERE), refused(3));
        add("not-listening", connect(THERE, Errno.ECONNREFUSED), passedOn);
        add(
                "nat-not-forwarded",
                connect(THERE, Errno.ECONNREFUSED),
                new Route(THERE, RouteType.UNICAST, "10.1.0.1", "eth0", "10.1.0.2", true),
                hops(Transport.UDP, 33434, 1, arrived(1)),
                new Hops("192.0.2.1", 33434, Transport.UDP, 1, 1, List.of(expired(1, "10.1.0.1"))));
        add(
                "nat-not-forwarded",
                silent,
                new Hops(THERE, 80, Transport.TCP, 2, 2, List.of(expired(2, THERE))));
    }

    private static Hops hops(Transport transport, int port, int last, Hop... hops) {
        return new Hops(THERE, port, transport, 1, last, List.of(hops));
    }

    private static Hop expired(int limit, String router) {
        return new Hop(limit, Errno.EHOSTUNREACH, new Icmp(router, 11, 0), 400);
    }

    private static Hop arrived(int limit) {
        return new Hop(limit, Errno.ECONNREFUSED, new Icmp(THERE, 3, 3), 400);
    }

    private static Hop refused(int limit) {
        return new Hop(limit, Errno.ECONNREFUSED, null, 400);
    }

    private void otherTransports() {
        var refused = connect(THERE, Errno.ECONNREFUSED);
        var here = connect(HERE, Errno.ECONNREFUSED);
        var socket = new Listener(HERE, 8282, null, 4711, "sip" + outside);
        add("udp-not-tcp", refused, new Datagram(THERE, 8282, Errno.OK, 300));
        add(
                "udp-not-tcp",
                refused,
                new Datagram(THERE, 33500, Errno.ECONNREFUSED, 300),
                new Datagram(THERE, 8282, Errno.SILENT, 100_000),
                new Datagram(THERE, 33600, Errno.ECONNREFUSED, 300));
        add(
                "udp-not-tcp",
                interfaces(),
                here,
                new Listeners(List.of()),
                new UdpSockets(List.of(socket)),
                new NoFilter("nft"));
        var target = new Target("udp://" + host + ":8282", "udp", host, 8282, null, List.of());
        addFor(target, "udp-not-tcp", refused, connect(Purpose.OVER_TCP, THERE, 8282, Errno.OK));
        addFor(
                target,
                "udp-not-tcp",
                interfaces(),
                here,
                listeners(HERE),
                new UdpSockets(List.of()),
                new NoFilter("nft"));
    }

    private void queues() {
        var silent = connect(HERE, Errno.SILENT);
        var full = new AcceptQueues(List.of(new AcceptQueue(HERE, 8282, 129, 128)));
        var free = new AcceptQueues(List.of(new AcceptQueue(HERE, 8282, 3, 128)));
        var unfiltered = new NoFilter("nft");
        add("backlog-full", interfaces(), silent, listeners(HERE), full, full, unfiltered);
        add("backlog-full", interfaces(), silent, full, free, unfiltered);
        add("backlog-full", connect(THERE, Errno.SILENT), echo(THERE, 57));
    }

    private void panels() {
        var silent = connect(THERE, Errno.SILENT);
        var filtered = icmp(connect(THERE, Errno.EHOSTUNREACH), new Icmp(THERE, 3, 10));
        for (String known :
                List.of(
                        "cPanel Login",
                        "Plesk Obsidian",
                        "DirectAdmin Login",
                        "Login to Webmin",
                        "1Panel",
                        "CyberPanel",
                        "Hestia Control Panel",
                        "aaPanel")) {
            var page = new Page(THERE, 8443, true, "nginx", known + outside, List.of());
            add("panel-firewall", silent, page);
        }
        var marked = new Page(THERE, 8888, false, "nginx", "", List.of("/etc/init.d/bt"));
        add("panel-firewall", filtered, marked);
    }

    /** A connection that works, and everything that could not be looked at. */
    private void healthy() {
        var facts = new ArrayList<Fact>();
        facts.add(new Machine("Linux" + outside, false, true));
        facts.add(lookup(THERE, SIX));
        facts.add(connect(THERE, Errno.OK));
        facts.add(connect(SIX, Errno.OK));
        for (Reason reason : Reason.values()) {
            facts.add(new Unchecked("filter", reason, "tool" + outside));
            facts.add(new Unchecked("route", reason, "tool" + outside));
        }
        for (String question :
                List.of(
                        "replies",
                        "neighbour",
                        "echo",
                        "sockets",
                        "scan",
                        "listeners",
                        "interfaces",
                        "hosts",
                        "resolv",
                        "addresses",
                        "path",
                        "count",
                        "hold")) {
            facts.add(new Unchecked(question, Reason.FAILED, "E" + outside));
        }
        add("", facts.toArray(Fact[]::new));
    }

    private void severalAddresses() {
        for (Errno errno : List.of(Errno.SILENT, Errno.ECONNREFUSED)) {
            for (boolean first : new boolean[] {true, false}) {
                var lookup = first ? lookup(SIX, THERE) : lookup(THERE, SIX);
                var dead = connect(SIX, errno);
                add("some-addresses-dead", lookup, connect(THERE, Errno.OK), dead);
                add(
                        "some-addresses-dead",
                        lookup,
                        connect(THERE, Errno.OK),
                        dead,
                        new SynRetries(6, 4));
            }
        }
    }

    private void tries() {
        List<IntPredicate> failing =
                List.of(
                        i -> false,
                        i -> true,
                        i -> i == 5,
                        i -> i == 3 || i == 8 || i == 17,
                        i -> i % 4 == 0,
                        i -> i % 4 != 0,
                        i -> i > 10 && i < 20,
                        i -> i > 8,
                        i -> i < 8,
                        i -> port(i) % 2 == 0,
                        i -> port(i) % 2 == 1,
                        i -> port(i) > 43_000 && port(i) < 46_500);
        for (IntPredicate fails : failing) {
            add("", tries(40, fails, Errno.ECONNREFUSED));
            add("", tries(40, fails, Errno.SILENT));
        }
        var again = new ArrayList<>(List.of(tries(20, i -> i % 7 == 3, Errno.SILENT)));
        for (int i = 21; i < 33; i++) {
            TryRole role = i % 2 == 0 ? TryRole.SAME_PORT : TryRole.OTHER_PORT;
            again.add(one(i, role, i % 2 == 0 ? Errno.SILENT : Errno.OK, 300));
        }
        add("", again.toArray(Fact[]::new));
        add("", connect(THERE, Errno.OK), one(1, TryRole.ORDINARY, Errno.OK, 300), slow());
        add("", slow(), one(1, TryRole.ORDINARY, Errno.OK, 300), silent(), silent());
        add("", one(1, TryRole.ORDINARY, Errno.OK, 300), nameless(), nameless());
    }

    private static int port(int number) {
        return 40_000 + number * 7919 % 10_007;
    }

    private static Fact[] tries(int count, IntPredicate fails, Errno errno) {
        var all = new ArrayList<Fact>(List.of(connect(THERE, Errno.OK)));
        for (int i = 1; i <= count; i++) {
            all.add(one(i, TryRole.ORDINARY, fails.test(i) ? errno : Errno.OK, 300));
        }
        return all.toArray(Fact[]::new);
    }

    private static Try slow() {
        return one(2, TryRole.ORDINARY, Errno.OK, 1_030_000);
    }

    private static Try silent() {
        return one(3, TryRole.ORDINARY, Errno.SILENT, 4_000_000);
    }

    private static Try nameless() {
        return new Try(
                4, TryRole.ORDINARY, 0, LookupStatus.FAILED, null, null, null, 9, null, null);
    }

    private static Try one(int number, TryRole role, Errno errno, long micros) {
        return new Try(
                number,
                role,
                number * 250L,
                LookupStatus.FOUND,
                THERE,
                port(number),
                errno,
                micros,
                null,
                null);
    }

    private void held() {
        for (Ending ending : Ending.values()) {
            for (boolean probed : new boolean[] {false, true}) {
                var held = new Held(THERE + outside, 8282, ending, 5_000_000, probed, 3);
                add("", connect(THERE, Errno.OK), held);
            }
        }
        heldTwice(Ending.RST, false, Ending.RST);
        heldTwice(Ending.UNREACHABLE, false, Ending.UNREACHABLE);
        heldTwice(Ending.TIMEOUT, true, Ending.OPEN);
    }

    private void heldTwice(Ending first, boolean probed, Ending second) {
        add(
                "idle-cut",
                connect(THERE, Errno.OK),
                new Held(THERE + outside, 8282, first, 60_000_000, probed, 3),
                new Held(THERE + outside, 8282, second, 60_100_000, false, 0));
    }

    private Interfaces interfaces() {
        return new Interfaces(
                List.of(
                        new Nic("lo", true, true, List.of("127.0.0.1/8", "::1/128")),
                        new Nic("eth0" + outside, true, true, List.of(HERE + "/24"))));
    }

    private Listeners listeners(String address) {
        return new Listeners(
                List.of(new Listener(address, 8282, null, 4711, "php start.php" + outside)));
    }

    private SystemLookup lookup(String... addresses) {
        var status = addresses.length == 0 ? LookupStatus.FAILED : LookupStatus.FOUND;
        return new SystemLookup(host, status, List.of(addresses), 3000);
    }

    private DnsAnswer answer(String server, LookupStatus status, String... addresses) {
        return new DnsAnswer(
                server, "udp", host, "A", status, List.of(addresses), List.of(host), 2000);
    }

    private Route route(String destination, RouteType type, @Nullable String gateway) {
        String device = type == RouteType.UNICAST ? "eth0" + outside : null;
        return new Route(destination, type, gateway, device, null, gateway != null);
    }

    private Reply synAck() {
        return new Reply("syn-ack", 63, "eth0" + outside);
    }

    private FilterRuling ruling(String address, Ruling ruling) {
        return new FilterRuling(
                address, 8282, ruling, null, null, null, null, null, null, null, List.of());
    }

    private FilterRuling ruling(
            String address,
            Ruling ruling,
            String hook,
            String tool,
            String family,
            String table,
            String chain) {
        String rule = "tcp dport 8282 drop comment \"x" + outside + "\"";
        return new FilterRuling(
                address,
                8282,
                ruling,
                hook,
                tool,
                family,
                table,
                chain,
                7,
                rule,
                List.of("meta skuid" + outside));
    }

    private static Echo echo(String address, int ttl) {
        return new Echo(address, "icmp", true, address, ttl, 900);
    }

    private static Connect connect(String address, Errno errno) {
        return connect(address, errno, errno == Errno.SILENT ? 4_000_000 : 300);
    }

    private static Connect connect(String address, Errno errno, long micros) {
        return new Connect(Purpose.TARGET, address, 8282, null, errno, micros, null, null);
    }

    private static Connect connect(Purpose purpose, String address, int port, Errno errno) {
        return new Connect(purpose, address, port, null, errno, 300, null, null);
    }

    private static Connect icmp(Connect c, Icmp icmp) {
        return new Connect(
                c.purpose(), c.address(), c.port(), c.source(), c.errno(), c.micros(), icmp, null);
    }

    private static Connect reply(Connect c, Reply reply) {
        return new Connect(
                c.purpose(), c.address(), c.port(), c.source(), c.errno(), c.micros(), null, reply);
    }
}
