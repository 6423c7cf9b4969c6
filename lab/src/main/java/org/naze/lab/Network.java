package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.stream.Stream;
import org.naze.lab.Topology.Member;

/** A scenario's machines and links, built afresh; closing it leaves nothing of them behind. */
final class Network implements AutoCloseable {
    /** Begins the name of everything that the lab makes; the process's id follows. */
    static final String PREFIX = "naze-lab-";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final long KILL_MS = 3000;

    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Sockets sockets = new Sockets();
    private final Programs programs;
    private final Servers servers = new Servers();
    private final Queue<SlowCable> slowCables = new ConcurrentLinkedQueue<>();
    private Wiring wiring = new Wiring(List.of());
    private final Path scratch;
    private boolean closed;

    private Network(Path scratch) {
        this.scratch = scratch;
        programs = new Programs(scratch);
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
        var wiring = new Wiring(topology.links(named));
        wiring.nodes().forEach(network::add);
        try {
            network.build(wiring);
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

    private synchronized void build(Wiring wanted) {
        if (closed) {
            throw new IllegalStateException("taken away before it was built");
        }
        wiring = wanted;
        make(scratch);
        machines.values().forEach(Machine::writeEtc);
        ip(names().stream().map(name -> "netns add " + name).toList());
        machines.forEach((node, machine) -> machine.sysctl(wiring.settings(node)));
        ip(wiring.cables(node -> machine(node).namespace().name()));
        wire(wiring);
    }

    private void wire(Wiring part) {
        part.nodes().forEach(node -> machine(node).ip(part.addresses(node)));
        part.nodes().forEach(node -> machine(node).awaitLinks(part.devices(node)));
    }

    /** Replaces the cable of a machine that has but one by a slow one. */
    void slow(String node, long delayMs) {
        Wiring part = wiring.firstOf(node);
        Member first = part.links().getFirst().first();
        Member second = part.links().getFirst().second();
        Machine here = machine(first.node());
        Machine there = machine(second.node());
        here.ip(List.of("link del " + first.device()));
        slowCables.add(
                new SlowCable(
                        here.namespace(),
                        first.device(),
                        there.namespace(),
                        second.device(),
                        delayMs));
        wire(part);
    }

    /**
     * Has every machine look for its neighbours anew; what a run learned is no help to the next.
     */
    void forgetNeighbours() {
        machines.values().forEach(machine -> machine.ip(List.of("neigh flush all")));
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

    /** What runs on the machines besides servers. */
    Programs programs() {
        return programs;
    }

    /** The servers on the machines. */
    Servers servers() {
        return servers;
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
        programs.close();
        ip(existing().stream().map(machine -> "netns del " + machine.namespace().name()).toList());
        machines.values().forEach(machine -> delete(machine.etc()));
        delete(scratch);
        Closing.remove(this);
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
            Commands.require(List.of("ip", "-batch", "-"), String.join("\n", lines));
        }
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
