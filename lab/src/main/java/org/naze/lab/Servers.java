package org.naze.lab;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The servers that a scenario has started; whatever still runs ends with its machine. */
final class Servers {
    private final Map<String, Process> running = new ConcurrentHashMap<>();

    /** Starts a server and waits until it listens. */
    void start(Machine machine, Server server) {
        running.put(key(machine, server.port()), machine.start(server));
    }

    /** Ends the server on a port, if one was started there, and waits for its end. */
    void stop(Machine machine, int port) {
        Process process = running.remove(key(machine, port));
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    private static String key(Machine machine, int port) {
        return machine.node() + ":" + port;
    }
}
