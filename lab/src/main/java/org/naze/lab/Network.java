package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.naze.lab.Topology.Link;
import org.naze.lab.Topology.Member;

/** A scenario's machines and links, built afresh; closing it leaves nothing of them behind. */
final class Network implements AutoCloseable {
    /** Begins the name of everything that the lab makes; the process's id follows. */
    static final String PREFIX = "naze-lab-";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final long KILL_MS = 3000;

    /**
     * Before links come up: duplicate address detection would hold IPv6 back for a second. ICMP
     * errors are not limited in rate, or what one run is told would depend on the run before.
     */
    private static final List<String> SETTINGS =
            List.of(
                    "net.ipv6.conf.default.accept_dad=0",
                    "net.ipv6.conf.all.accept_dad=0",
                    "net.ipv4.icmp_ratelimit=0",
                    "net.ipv6.icmp.ratelimit=0");

    private static final List<String> ROUTER_SETTINGS =
            List.of("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");

    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Sockets sockets = new Sockets();
    private final Queue<SlowCable> slowCables = new ConcurrentLinkedQueue<>();
    private List<Link> links = List.of();
    private final Path scratch;
    private boolean closed;

    private Network(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * Builds a topology.
     *
     * @param named tells which of its extra machines are needed
     * @throws IllegalStateException if the kernel refuses, with what ip(8) says
     */
    static Network build(Topology topology, Predicate<String> named) {
        String id = PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        var network = new Network(Path.of("/tmp", id));
        Closing.add(network);
        List<Link> links = topology.links(named);
        links.stream().flatMap(Link::ends).map(Member::node).distinct().forEach(network::add);
        try {
            network.build(links);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** What is left of a network whose run was killed; there to be closed. */
    static Network abandoned(String id, List<String> nodes) {
        var network = new Network(Path.of("/tmp", id));
        nodes.forEach(network::add);
        return network;
    }

    private void add(String node) {
        var namespace = new Namespace(scratch.getFileName() + "-" + node);
        machines.put(node, new Machine(node, namespace, scratch));
    }

    private synchronized void build(List<Link> wanted) {
        if (closed) {
            throw new IllegalStateException("taken away before it was built");
        }
        links = wanted;
        make(scratch);
        machines.values().forEach(Machine::writeEtc);
        ip(machines.values().stream().map(m -> "netns add " + m.namespace().name()).toList());
        machines.values().forEach(machine -> machine.sysctl(settings(machine, links)));
        ip(cables(links));
        machines.values().forEach(machine -> address(machine, links));
        machines.values().forEach(machine -> machine.awaitLinks(devices(machine, links)));
    }

    /** Replaces the cable of a machine that has but one by a slow one. */
    void slow(String node, long delayMs) {
        Link link =
                links.stream()
                        .filter(one -> one.ends().anyMatch(member -> member.node().equals(node)))
                        .findFirst()
                        .orElseThrow();
        Member first = link.first();
        Member second = link.second();
        Machine here = machine(first.node());
        Machine there = machine(second.node());
        Commands.require(
                List.of("ip", "-n", here.namespace().name(), "link", "del", first.device()), "");
        slowCables.add(
                new SlowCable(
                        here.namespace(),
                        first.device(),
                        there.namespace(),
                        second.device(),
                        delayMs));
        for (Machine machine : List.of(here, there)) {
            address(machine, List.of(link));
            machine.awaitLinks(devices(machine, List.of(link)));
        }
    }

    /** The machine of that name. */
    Machine machine(String node) {
        return Objects.requireNonNull(machines.get(node), node);
    }

    /** The names of its namespaces. */
    List<String> names() {
        return machines.values().stream().map(machine -> machine.namespace().name()).toList();
    }

    /** What the lab itself opens on the machines. */
    Sockets sockets() {
        return sockets;
    }

    Path scratch() {
        return scratch;
    }

    /** Ends what runs on the machines and takes them away; may be called twice. */
    @Override
    public synchronized void close() {
        closed = true;
        sockets.close();
        slowCables.forEach(SlowCable::close);
        endProcesses();
        ip(existing().stream().map(machine -> "netns del " + machine.namespace().name()).toList());
        machines.values().forEach(machine -> delete(machine.etc()));
        delete(scratch);
        Closing.remove(this);
    }

    private static List<String> settings(Machine machine, List<Link> links) {
        boolean forwards = at(machine, links).anyMatch(Member::forwards);
        return forwards
                ? Stream.of(SETTINGS, ROUTER_SETTINGS).flatMap(List::stream).toList()
                : SETTINGS;
    }

    /**
     * The interfaces of a cable have different indexes: where they are the same, as first ones of
     * their namespaces would be, the kernel takes up to a second to set them going
     * (linkwatch_urgent_event in net/core/link_watch.c).
     */
    private List<String> cables(List<Link> links) {
        return IntStream.range(0, links.size())
                .mapToObj(i ->
                        "link add %s type veth peer name %s"
                                .formatted(
                                        end(links.get(i).first(), 10 + 2 * i),
                                        end(links.get(i).second(), 11 + 2 * i)))
                .toList();
    }

    private String end(Member member, int index) {
        return "%s index %d netns %s"
                .formatted(member.device(), index, machine(member.node()).namespace().name());
    }

    private static Stream<Member> at(Machine machine, List<Link> links) {
        return links.stream()
                .flatMap(Link::ends)
                .filter(member -> member.node().equals(machine.node()));
    }

    private static List<String> devices(Machine machine, List<Link> links) {
        return at(machine, links).map(Member::device).toList();
    }

    /** Addresses, state and routes of one machine. */
    private static void address(Machine machine, List<Link> links) {
        var lines = new ArrayList<>(List.of("link set lo up"));
        var routes = new ArrayList<String>();
        for (Link link : links) {
            link.ends()
                    .filter(member -> member.node().equals(machine.node()))
                    .forEach(member -> {
                        lines.addAll(addresses(link, member));
                        link.gatewayOf(member)
                                .map(Network::defaultRoutes)
                                .ifPresent(routes::addAll);
                    });
        }
        lines.addAll(routes);
        Commands.require(
                List.of("ip", "-n", machine.namespace().name(), "-batch", "-"), lines(lines));
    }

    private static List<String> addresses(Link link, Member member) {
        String device = member.device();
        boolean alone = link.isExtra() && member.equals(link.first());
        var lines =
                new ArrayList<>(
                        List.of(
                                "link set %s up".formatted(device),
                                "addr add %s/%d dev %s"
                                        .formatted(member.v4(), alone ? 32 : 24, device),
                                "addr add %s/%d dev %s nodad"
                                        .formatted(member.v6(), alone ? 128 : 64, device)));
        if (alone) {
            lines.add("route add %s/32 dev %s".formatted(link.second().v4(), device));
            lines.add("route add %s/128 dev %s".formatted(link.second().v6(), device));
        }
        return lines;
    }

    private static List<String> defaultRoutes(Member gateway) {
        return List.of(
                "route add 0.0.0.0/0 via " + gateway.v4(), "route add ::/0 via " + gateway.v6());
    }

    private List<Machine> existing() {
        return machines.values().stream()
                .filter(machine ->
                        Files.exists(Namespace.FOLDER.resolve(machine.namespace().name())))
                .toList();
    }

    /** Kills every process in the namespaces: a server's children are in no list. */
    private void endProcesses() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KILL_MS);
        List<ProcessHandle> left = processes();
        while (!left.isEmpty() && System.nanoTime() < end) {
            left.forEach(ProcessHandle::destroyForcibly);
            left.forEach(Network::awaitEnd);
            left = processes();
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(KILL_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + process.pid() + " doesn't end", e);
        }
    }

    private List<ProcessHandle> processes() {
        List<Machine> existing = existing();
        return ProcessHandle.allProcesses()
                .filter(process ->
                        existing.stream()
                                .anyMatch(machine ->
                                        machine.isInside(Path.of("/proc", "" + process.pid()))))
                .toList();
    }

    private static void ip(List<String> lines) {
        if (!lines.isEmpty()) {
            Commands.require(List.of("ip", "-batch", "-"), lines(lines));
        }
    }

    private static String lines(List<String> lines) {
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static void make(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
