package org.naze.lab;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes open networks away when the lab is stopped, by Ctrl-C for one. */
final class Closing {
    private static final Set<Network> OPEN = ConcurrentHashMap.newKeySet();

    private Closing() {}

    /** From now on, whatever ends the process. */
    static void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(Closing::closeAll, "closing"));
    }

    static void add(Network network) {
        OPEN.add(network);
    }

    static void remove(Network network) {
        OPEN.remove(network);
    }

    private static void closeAll() {
        for (Network network : OPEN) {
            network.close();
        }
    }
}
