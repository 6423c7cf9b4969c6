package org.naze.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes open networks away when the lab is stopped, by Ctrl-C for one. */
final class Closing {
    private static final Set<Network> OPEN = new LinkedHashSet<>();
    private static boolean stopped;

    private Closing() {}

    /** From now on, whatever ends the process. */
    static void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(Closing::closeAll, "closing"));
    }

    /**
     * Notes a network before it is built.
     *
     * @throws IllegalStateException if the lab is being stopped: nothing new may come up then
     */
    static synchronized void add(Network network) {
        if (stopped) {
            throw new IllegalStateException("the lab is being stopped");
        }
        OPEN.add(network);
    }

    static synchronized void remove(Network network) {
        OPEN.remove(network);
    }

    private static synchronized List<Network> stop() {
        stopped = true;
        return List.copyOf(OPEN);
    }

    private static void closeAll() {
        for (Network network : stop()) {
            try {
                network.close();
            } catch (RuntimeException e) {
                System.err.println("left behind: " + network.names() + ": " + e.getMessage());
            }
        }
    }
}
