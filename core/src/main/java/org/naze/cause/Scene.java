package org.naze.cause;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Fact.Held;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Neighbour;
import org.naze.model.Fact.Nic;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.NumericAddress;
import org.naze.model.Outcome;
import org.naze.model.Target;

/** The questions that several causes ask of the same evidence. Pure; immutable. */
public record Scene(Evidence evidence) {
    /** So many addresses of a name are tried; the report says where it has more. */
    static final int TRIED_AT_MOST = 8;

    /** Ports that proxies on the way take connections to in everybody's name. */
    private static final Set<Integer> PROXIED = Set.of(80, 443);

    public Target target() {
        return evidence.target();
    }

    /** Host and port of the target, for the words. */
    public Map<String, String> targetWords() {
        return Map.of(
                "host", target().host(),
                "port", Integer.toString(target().port()),
                "scheme", target().scheme(),
                "uri", target().uri());
    }

    /** The target's words with the address of one attempt. */
    public Map<String, String> wordsFor(Connect attempt) {
        return Map.of(
                "host", target().host(),
                "port", Integer.toString(attempt.port()),
                "scheme", target().scheme(),
                "uri", target().uri(),
                "address", attempt.address(),
                "at", Net.endpoint(attempt.address(), attempt.port()),
                "errno", attempt.errno().name(),
                "time", Net.time(attempt.micros()));
    }

    /** Whether the target is a UDP port, of which only a refusal can be told. */
    public boolean isUdp() {
        return target().scheme().equals("udp");
    }

    /** All connects to the target itself. */
    public List<Connect> attempts() {
        return evidence.all(Connect.class, c -> c.purpose() == Purpose.TARGET);
    }

    public boolean connected() {
        return attempts().stream().anyMatch(c -> c.errno() == Errno.OK);
    }

    /**
     * The watched connections, the first one first: that is the one that was cut, where one was.
     */
    List<Held> helds() {
        return evidence.all(Held.class).stream()
                .sorted(
                        Comparator.comparing((Held held) -> !held.probed())
                                .thenComparing(held -> held.ending() == Ending.NOT_CONNECTED)
                                .thenComparing(held -> held.ending() == Ending.OPEN)
                                .thenComparingLong(Held::micros))
                .toList();
    }

    /** The tries of {@code --count}; empty where none were made. */
    Optional<Tries> tries() {
        return Tries.of(evidence);
    }

    /**
     * The connects to the target that came to nothing, save those of a family that this machine
     * lacks where another family is to be had.
     */
    public List<Connect> failures() {
        boolean choice = attempts().stream().anyMatch(c -> !lacksFamily(c.address()));
        return attempts().stream()
                .filter(c -> c.errno() != Errno.OK && !(choice && lacksFamily(c.address())))
                .toList();
    }

    /** The first failure of a kind. */
    public Optional<Connect> failure(Predicate<? super Connect> kind) {
        return failures().stream().filter(kind).findFirst();
    }

    /** The first failure that came to this outcome. */
    public Optional<Connect> failure(Outcome outcome) {
        return failure(c -> c.errno().outcome() == outcome);
    }

    /** The first failure in which nothing at all came back. */
    public Optional<Connect> silence() {
        return failure(c -> c.errno().outcome() == Outcome.TIMEOUT && c.reply() == null);
    }

    /** Whether the address is this machine's own. */
    public boolean isHere(String address) {
        return Net.isLoopback(address)
                || evidence.has(
                        Route.class,
                        r -> r.destination().equals(address) && r.type() == RouteType.LOCAL)
                || nics().stream()
                        .flatMap(nic -> nic.addresses().stream())
                        .anyMatch(own -> Net.bare(own).equals(address));
    }

    public List<Nic> nics() {
        return evidence.first(Interfaces.class).map(Interfaces::nics).orElse(List.of());
    }

    /** The addresses of this machine with prefix length, those of one link or none left out. */
    public List<String> ownNetworks() {
        return nics().stream()
                .filter(Nic::up)
                .flatMap(nic -> nic.addresses().stream())
                .filter(own -> !Net.isLoopback(Net.bare(own)) && !Net.isLinkLocal(Net.bare(own)))
                .toList();
    }

    /**
     * Whether this machine has no address of the address's family, and one of the other. False
     * where the interfaces are not known, or the machine is on no network at all.
     */
    public boolean lacksFamily(String address) {
        if (Net.isLoopback(address)) {
            return false;
        }
        boolean six = Net.isSix(address);
        List<String> own =
                nics().stream()
                        .flatMap(nic -> nic.addresses().stream())
                        .map(Net::bare)
                        .filter(a -> !Net.isLoopback(a) && !Net.isLinkLocal(a))
                        .toList();
        return own.stream().noneMatch(a -> Net.isSix(a) == six)
                && own.stream().anyMatch(a -> Net.isSix(a) != six);
    }

    /**
     * Whether the address is private and this machine has none of the same block: it is not on a
     * network of that kind at all. False where the interfaces are not known.
     */
    public boolean isForeignPrivate(String address) {
        String block = Net.privateBlock(address);
        return !block.isEmpty()
                && !ownNetworks().isEmpty()
                && ownNetworks().stream()
                        .map(Net::bare)
                        .noneMatch(own -> Net.privateBlock(own).equals(block));
    }

    public Optional<Route> route(String destination) {
        return evidence.first(Route.class, r -> r.destination().equals(destination));
    }

    public Optional<Neighbour> neighbour(String address) {
        return evidence.first(Neighbour.class, n -> n.address().equals(address));
    }

    /**
     * A fact that shows a machine alive at this address, the strongest first: an echo reply, an
     * open port, an answer on another port, one on the target's.
     */
    public Optional<Fact> signOfLife(String address) {
        return proofOfLife(address)
                .or(() -> answer(address, Scene::isOpen))
                .or(() -> answer(address, c -> c.purpose() != Purpose.TARGET))
                .or(() -> answer(address, c -> true));
    }

    /** A sign of life that a device on the way does not send in another's name in passing. */
    public Optional<Fact> proofOfLife(String address) {
        return echo(address)
                .or(() -> answer(address, c -> isOpen(c) && !PROXIED.contains(c.port())));
    }

    private Optional<Fact> echo(String address) {
        return evidence.first(Fact.Echo.class, e -> e.address().equals(address) && e.answered())
                .map(e -> e);
    }

    private static boolean isOpen(Connect c) {
        return c.errno() == Errno.OK;
    }

    private Optional<Fact> answer(String address, Predicate<Connect> kind) {
        return evidence.first(
                        Connect.class,
                        c -> c.address().equals(address) && isAnswer(c) && kind.test(c))
                .map(c -> c);
    }

    /** Whether the connect drew an answer from the very address. */
    private boolean isAnswer(Connect c) {
        if (c.errno() == Errno.OK) {
            return !isFromOwnFilter(c);
        }
        if (c.icmp() != null) {
            return c.icmp().from().equals(c.address()) && !isHere(c.address());
        }
        boolean refused = c.errno() == Errno.ECONNREFUSED && !isRefusedByOwnRule(c);
        return (refused || c.reply() != null) && !isFromOwnFilter(c);
    }

    /** A rule of this machine is known to refuse or divert it: nobody else need have answered. */
    private boolean isRefusedByOwnRule(Connect c) {
        return block(c.address())
                .filter(r -> r.port() == c.port() && r.ruling() != Ruling.DROP)
                .isPresent();
    }

    /**
     * Whether this machine itself answered in another machine's name: a reset that came in on the
     * loopback interface, or an ICMP error from an own address.
     */
    public boolean isFromOwnFilter(Connect c) {
        if (isHere(c.address())) {
            return false;
        }
        boolean reset = c.reply() != null && Objects.equals(c.reply().device(), "lo");
        boolean icmp =
                c.icmp() != null && isHere(c.icmp().from()) && !Net.isHostUnreachable(c.icmp());
        return reset || icmp;
    }

    /** The sight of a SYN to this address that left this machine. */
    public Optional<Fact.Departure> left(String address) {
        return departure(address, d -> d.device() != null);
    }

    /**
     * That no SYN to this address left, although the next hop has told its address: otherwise the
     * kernel would keep them back itself.
     */
    public Optional<Fact.Departure> heldBack(String address) {
        return nextHop(address).filter(n -> !GatewayDown.DEAD.contains(n.state())).isEmpty()
                ? Optional.empty()
                : departure(address, d -> d.device() == null);
    }

    private Optional<Fact.Departure> departure(String address, Predicate<Fact.Departure> kind) {
        return evidence.first(
                Fact.Departure.class, d -> d.address().equals(address) && kind.test(d));
    }

    /** The neighbour over whom packets to this address leave. */
    public Optional<Neighbour> nextHop(String address) {
        return route(address)
                .flatMap(r -> neighbour(Objects.requireNonNullElse(r.gateway(), address)));
    }

    /** What the own packet filter does with the flow to this address, where it was rehearsed. */
    public Optional<FilterRuling> ruling(String address) {
        return evidence.first(FilterRuling.class, r -> r.address().equals(address));
    }

    /** The ruling that stops or diverts the flow. */
    public Optional<FilterRuling> block(String address) {
        return evidence.first(
                FilterRuling.class,
                r -> r.address().equals(address) && r.ruling() != Ruling.ACCEPT);
    }

    /** A fact that excludes the own packet filter for this address. */
    public Optional<Fact> filterClean(String address) {
        if (heldBack(address).isPresent()) {
            return Optional.empty();
        }
        return evidence.first(Fact.NoFilter.class)
                .<Fact>map(f -> f)
                .or(() ->
                        ruling(address)
                                .filter(r -> r.ruling() == Ruling.ACCEPT && r.unseen().isEmpty()));
    }

    /** A fact that excludes that the flow is sent to another address on this machine (NAT). */
    public Optional<Fact> notDiverted(String address) {
        return evidence.first(Fact.NoFilter.class)
                .<Fact>map(f -> f)
                .or(() -> evidence.first(Fact.NoTracking.class))
                .or(() -> ruling(address).filter(r -> r.ruling() != Ruling.DIVERT));
    }

    /** Listeners of this machine on the target's port; empty optional where none could be read. */
    public Optional<List<Fact.Listener>> listeners(int port) {
        return evidence.first(Fact.Listeners.class)
                .map(all -> all.listeners().stream().filter(l -> l.port() == port).toList());
    }

    /** The addresses that the clients' way of looking the name up gave. */
    public List<String> usedAddresses() {
        return attempts().stream().map(Connect::address).distinct().toList();
    }

    /** Whether every address of the target was tried that the client could try. */
    public boolean isWhole() {
        boolean named = !target().host().isEmpty() && NumericAddress.of(target().host()).isEmpty();
        List<String> fit = knownAddresses().stream().filter(this::fitsSource).toList();
        int known = !named ? 1 : fit.isEmpty() ? knownAddresses().size() : fit.size();
        return usedAddresses().size() >= Math.min(TRIED_AT_MOST, known);
    }

    private List<String> knownAddresses() {
        return evidence
                .first(Fact.SystemLookup.class, l -> l.name().equals(target().host()))
                .map(Fact.SystemLookup::addresses)
                .filter(addresses -> !addresses.isEmpty())
                .orElseGet(
                        () -> dnsAnswers().stream().flatMap(a -> a.addresses().stream()).toList())
                .stream()
                .distinct()
                .toList();
    }

    /** Nothing can be sent from an address of one family to one of the other. */
    private boolean fitsSource(String address) {
        return attempts().stream()
                .map(Connect::source)
                .noneMatch(source -> source != null && Net.isSix(source) != Net.isSix(address));
    }

    /** Whether the target's host had no address to connect to. */
    public boolean nameFailed() {
        return attempts().isEmpty()
                && evidence.has(Fact.SystemLookup.class, l -> l.status() != LookupStatus.FOUND);
    }

    /** The answers of the configured name servers about the target's host. */
    public List<Fact.DnsAnswer> dnsAnswers() {
        return evidence.all(Fact.DnsAnswer.class);
    }

    /**
     * Whether the answer came by TCP to a question that brought none by UDP: the system's resolver
     * asks by TCP only what was cut short (resolv.conf(5), use-vc), and never hears it.
     */
    public boolean isUnheard(Fact.DnsAnswer answer) {
        return answer.transport().equals("tcp")
                && evidence.has(
                        Fact.DnsAnswer.class,
                        a ->
                                a.transport().equals("udp")
                                        && a.status() == LookupStatus.NO_ANSWER
                                        && a.server().equals(answer.server())
                                        && a.type().equals(answer.type())
                                        && a.name().equals(answer.name()));
    }

    /**
     * Whether each configured name server said so of every name that was asked for, asked for IPv4.
     * One that was not heard may know better.
     */
    public boolean eachNameServer(Predicate<Fact.DnsAnswer> says) {
        return eachNameServer(Set.of("A"), Fact.DnsAnswer::type, says);
    }

    /**
     * Whether each configured name server came to that with every name that was asked for, whether
     * it was asked for IPv4 or IPv6, by UDP or by TCP.
     */
    public boolean eachNameServerByAllWays(Predicate<Fact.DnsAnswer> says) {
        Set<String> ways = Set.of("A udp", "A tcp", "AAAA udp", "AAAA tcp");
        return eachNameServer(ways, a -> a.type() + " " + a.transport(), says);
    }

    private boolean eachNameServer(
            Set<String> ways,
            Function<Fact.DnsAnswer, String> way,
            Predicate<Fact.DnsAnswer> says) {
        long all = ways.size() * dnsAnswers().stream().map(Fact.DnsAnswer::name).distinct().count();
        return !nameServers().isEmpty()
                && nameServers().stream()
                        .allMatch(server ->
                                dnsAnswers().stream()
                                                .filter(a -> a.server().equals(server))
                                                .filter(a -> ways.contains(way.apply(a)))
                                                .filter(says)
                                                .map(a -> List.of(a.name(), way.apply(a)))
                                                .distinct()
                                                .count()
                                        == all);
    }

    /** The name servers that this machine is configured to ask. */
    public List<String> nameServers() {
        return evidence.all(Fact.NameServers.class).stream()
                .flatMap(all -> all.servers().stream())
                .distinct()
                .toList();
    }

    /** Whether commands on this machine need sudo. */
    public boolean isRoot() {
        return evidence.first(Fact.Machine.class).map(Fact.Machine::root).orElse(false);
    }
}
