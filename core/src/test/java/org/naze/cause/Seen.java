package org.naze.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.naze.model.Diagnosis;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Hop;
import org.naze.model.Fact.Icmp;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Nic;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Reply;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Fact.Transport;
import org.naze.model.Finding;
import org.naze.model.TargetParser;
import org.naze.model.Vantage;
import org.naze.model.Verdict;

/**
 * Evidence written by hand: a client 10.1.0.2 behind a router 10.1.0.1, and what it saw of a
 * server. Errors come at once, silence after two seconds, unless said otherwise.
 */
final class Seen {
    static final String SERVER = "10.2.0.5";
    static final String SERVER6 = "fd02::5";
    static final String ROUTER = "10.1.0.1";
    static final String OWN = "10.1.0.2";
    static final int PORT = 8282;
    static final long AT_ONCE = 300;
    static final long SILENCE = 2_000_000;
    static final long KERNEL_GAVE_UP = 3_060_000;

    private final String target;
    private final List<Fact> facts = new ArrayList<>();

    private Seen(String target) {
        this.target = target;
    }

    /** Nothing yet. */
    static Seen of(String target) {
        return new Seen(target);
    }

    /** The client's own network, IPv4 and IPv6. */
    static Seen byClient(String target) {
        return of(target).nic("eth0", true, OWN + "/24", "fd01::2/64");
    }

    Seen fact(Fact fact) {
        facts.add(fact);
        return this;
    }

    Seen nic(String name, boolean running, String... addresses) {
        List<Nic> all =
                List.of(
                        new Nic("lo", true, true, List.of("127.0.0.1/8", "::1/128")),
                        new Nic(name, true, running, List.of(addresses)));
        return fact(new Fact.Interfaces(all));
    }

    /** How the connect to an address of the target ended. */
    Seen connect(String address, Errno errno) {
        boolean silent = errno == Errno.SILENT || errno == Errno.ETIMEDOUT;
        return connect(Purpose.TARGET, address, PORT, errno, silent ? SILENCE : AT_ONCE);
    }

    Seen connect(String address, Errno errno, long micros) {
        return connect(Purpose.TARGET, address, PORT, errno, micros);
    }

    Seen connect(Purpose purpose, String address, int port, Errno errno, long micros) {
        return fact(new Connect(purpose, address, port, null, errno, micros, null, null));
    }

    /** The connect ended by an ICMP error. */
    Seen icmp(String address, Errno errno, long micros, String from, int type, int code) {
        var icmp = new Icmp(from, type, code);
        return fact(new Connect(Purpose.TARGET, address, PORT, null, errno, micros, icmp, null));
    }

    /** A segment that answered; of the target's port it ends the connect. */
    Seen reply(Purpose purpose, String address, int port, String kind, int ttl, String device) {
        Errno errno = kind.equals("rst") ? Errno.ECONNREFUSED : Errno.OK;
        return fact(
                new Connect(
                        purpose,
                        address,
                        port,
                        null,
                        errno,
                        AT_ONCE,
                        null,
                        new Reply(kind, ttl, device)));
    }

    Seen echo(String address, boolean answered, @Nullable Integer ttl) {
        String from = answered ? address : null;
        return fact(new Fact.Echo(address, "icmp", answered, from, ttl, AT_ONCE));
    }

    /** What packets of the port with the hop limits from 1 to {@code last} drew. */
    Seen tcp(int last, Hop... hops) {
        return hops(PORT, Transport.TCP, 1, last, hops);
    }

    /** The same of datagrams. */
    Seen udp(int last, Hop... hops) {
        return hops(33434, Transport.UDP, 1, last, hops);
    }

    Seen hops(int port, Transport transport, int first, int last, Hop... hops) {
        return fact(new Fact.Hops(SERVER, port, transport, first, last, List.of(hops)));
    }

    /** A packet expired at a router. */
    static Hop expired(int limit, String router) {
        return new Hop(limit, Errno.EHOSTUNREACH, new Icmp(router, 11, 0), AT_ONCE);
    }

    /** A packet was refused by a reset. */
    static Hop refused(int limit) {
        return new Hop(limit, Errno.ECONNREFUSED, null, AT_ONCE);
    }

    /** A datagram came to an address, which has nobody on that port. */
    static Hop arrived(int limit, String address) {
        return new Hop(limit, Errno.ECONNREFUSED, new Icmp(address, 3, 3), AT_ONCE);
    }

    /** The default route, over the router. */
    Seen routed(String address) {
        return route(address, RouteType.UNICAST, ROUTER, true);
    }

    Seen route(String address, RouteType type, @Nullable String gateway, boolean isDefault) {
        boolean leads = type == RouteType.UNICAST || type == RouteType.LOCAL;
        return fact(
                new Fact.Route(
                        address,
                        type,
                        gateway,
                        leads ? "eth0" : null,
                        leads ? OWN : null,
                        isDefault));
    }

    /** The address is this machine's own. */
    Seen here(String address) {
        return fact(new Fact.Route(address, RouteType.LOCAL, null, "lo", address, false));
    }

    Seen neighbour(String address, Fact.NeighbourState state) {
        return fact(new Fact.Neighbour(address, "eth0", state));
    }

    Seen ruling(String address, Ruling ruling, String hook, String rule, String... unseen) {
        boolean decided = ruling != Ruling.ACCEPT;
        return fact(
                new Fact.FilterRuling(
                        address,
                        PORT,
                        ruling,
                        decided ? hook : null,
                        decided ? "nft" : null,
                        decided ? "inet" : null,
                        decided ? "filter" : null,
                        decided ? hook : null,
                        decided ? 4 : null,
                        decided ? rule : null,
                        List.of(unseen)));
    }

    /** A SYN to the address was watched: it left by the device, or none left. */
    Seen departure(String address, @Nullable String device) {
        return fact(new Fact.Departure(address, PORT, device));
    }

    Seen noFilter() {
        return fact(new Fact.NoFilter("no nft table and no iptables table"));
    }

    Seen unchecked(String question, Fact.Reason reason) {
        return fact(new Fact.Unchecked(question, reason, "-"));
    }

    Seen listening(Fact.Listener... listeners) {
        return fact(new Fact.Listeners(List.of(listeners)));
    }

    static Fact.Listener listener(String address, int port) {
        return new Fact.Listener(address, port, null, 7, "java");
    }

    /** What the system's resolver said. */
    Seen lookup(String name, String... addresses) {
        LookupStatus status = addresses.length == 0 ? LookupStatus.FAILED : LookupStatus.FOUND;
        return fact(new Fact.SystemLookup(name, status, List.of(addresses), AT_ONCE));
    }

    /** What a name server said of the target's host, asked for IPv4. */
    Seen answer(String server, String transport, LookupStatus status, String... addresses) {
        return fact(
                new Fact.DnsAnswer(
                        server,
                        transport,
                        "chat.example",
                        "A",
                        status,
                        List.of(addresses),
                        List.of(),
                        AT_ONCE));
    }

    Evidence evidence() {
        var entries = new ArrayList<Evidence.Entry>();
        for (Fact fact : facts) {
            String id = "f" + (entries.size() + 1);
            entries.add(new Evidence.Entry(id, Vantage.CLIENT, entries.size(), fact));
        }
        return new Evidence(TargetParser.parse(target), 42, entries);
    }

    Diagnosis judged() {
        return Judge.judge(evidence());
    }

    /** Every cause that is listed, with its verdict. */
    Map<String, Verdict> verdicts() {
        return verdicts(judged());
    }

    static Map<String, Verdict> verdicts(Diagnosis diagnosis) {
        return diagnosis.causes().stream()
                .collect(Collectors.toMap(Finding::cause, Finding::verdict));
    }

    /** What is confirmed, likely, and so on. */
    List<String> with(Verdict... verdicts) {
        return judged().causes().stream()
                .filter(finding -> Arrays.asList(verdicts).contains(finding.verdict()))
                .map(Finding::cause)
                .toList();
    }

    /** What is listed above possible. */
    List<String> claimed() {
        return with(Verdict.CONFIRMED, Verdict.LIKELY);
    }
}
