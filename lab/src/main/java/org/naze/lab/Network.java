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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.naze.lab.Topology.Lan;
import org.naze.lab.Topology.Member;

/** A scenario's machines and links, built afresh; closing it leaves nothing of them behind. */
final class Network implements AutoCloseable {
    /** Begins the name of everything that the lab makes; the process's id follows. */
    static final String PREFIX = "naze-lab-";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final long KILL_MS = 3000;

    /** Before links come up: duplicate address detection would hold IPv6 back for a second. */
    private static final List<String> SETTINGS =
            List.of("net.ipv6.conf.default.accept_dad=0", "net.ipv6.conf.all.accept_dad=0");

    private static final List<String> ROUTER_SETTINGS =
            List.of("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");

    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Sockets sockets = new Sockets();
    private final Path scratch;

    private Network(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * Builds a topology.
     *
     * @param present tells which of its extra machines are there
     * @throws IllegalStateException if the kernel refuses, with what ip(8) says
     */
    static Network build(Topology topology, Predicate<String> present) {
        String id = PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        var network = new Network(scratch(id));
        Closing.add(network);
        for (String node : topology.nodes()) {
            if (!topology.extras().contains(node) || present.test(node)) {
                var namespace = new Namespace(id + "-" + node);
                network.machines.put(node, new Machine(node, namespace, network.scratch));
            }
        }
        try {
            network.build(topology.lans().stream().map(network::withoutAbsent).toList());
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void build(List<Lan> lans) {
        addNamespaces();
        setKernel(lans);
        addLinks(lans);
        machines.values().forEach(machine -> address(machine, lans));
    }

    /** The machine of that name. */
    Machine machine(String node) {
        return Objects.requireNonNull(machines.get(node), node);
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
        sockets.close();
        endProcesses();
        ip(existing().stream().map(machine -> "netns del " + machine.namespace().name()).toList());
        machines.values().forEach(machine -> delete(machine.etc()));
        delete(scratch);
        Closing.remove(this);
    }

    private void addNamespaces() {
        machines.values().forEach(Machine::writeEtc);
        ip(machines.values().stream().map(m -> "netns add " + m.namespace().name()).toList());
    }

    private Lan withoutAbsent(Lan lan) {
        return new Lan(lan.members().stream().filter(m -> machines.containsKey(m.node())).toList());
    }

    private void setKernel(List<Lan> lans) {
        for (Machine machine : machines.values()) {
            var settings = new ArrayList<>(SETTINGS);
            if (lans.stream()
                    .flatMap(lan -> lan.members().stream())
                    .anyMatch(m -> m.node().equals(machine.node()) && m.forwards())) {
                settings.addAll(ROUTER_SETTINGS);
            }
            machine.sysctl(settings);
        }
    }

    private void addLinks(List<Lan> lans) {
        ip(lans.stream().flatMap(this::links).toList());
    }

    /** One cable for two; a switch inside the first machine for more. */
    private Stream<String> links(Lan lan) {
        List<Member> members = lan.members();
        Member first = members.getFirst();
        if (members.size() == 2) {
            return Stream.of(cable(end(first.device(), first), members.get(1)));
        }
        Stream<String> cables =
                members.stream()
                        .skip(1)
                        .map(member -> cable(end(port(first, member), first), member));
        return Stream.concat(
                Stream.of("link add " + end(first.device(), first) + " type bridge"), cables);
    }

    private String cable(String end, Member member) {
        return "link add " + end + " type veth peer name " + end(member.device(), member);
    }

    private String end(String device, Member member) {
        return device + " netns " + machine(member.node()).namespace().name();
    }

    private static String port(Member switching, Member member) {
        return switching.device() + "-" + member.node();
    }

    /** Addresses, state and routes of one machine. */
    private static void address(Machine machine, List<Lan> lans) {
        var lines = new ArrayList<>(List.of("link set lo up"));
        var routes = new ArrayList<String>();
        for (Lan lan : lans) {
            for (Member member : lan.members()) {
                if (member.node().equals(machine.node())) {
                    lines.addAll(ports(lan, member));
                    lines.addAll(addresses(member));
                    lan.gatewayOf(member).map(Network::defaultRoutes).ifPresent(routes::addAll);
                }
            }
        }
        lines.addAll(routes);
        Commands.require(
                List.of("ip", "-n", machine.namespace().name(), "-batch", "-"), lines(lines));
    }

    private static List<String> ports(Lan lan, Member member) {
        if (lan.members().size() <= 2 || !lan.members().getFirst().equals(member)) {
            return List.of();
        }
        return lan.members().stream()
                .skip(1)
                .map(other ->
                        "link set %s master %s up".formatted(port(member, other), member.device()))
                .toList();
    }

    private static List<String> addresses(Member member) {
        return List.of(
                "link set %s up".formatted(member.device()),
                "addr add %s/24 dev %s".formatted(member.v4(), member.device()),
                "addr add %s/64 dev %s nodad".formatted(member.v6(), member.device()));
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

    private static Path scratch(String id) {
        try {
            return Files.createDirectory(Path.of("/tmp", id));
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
