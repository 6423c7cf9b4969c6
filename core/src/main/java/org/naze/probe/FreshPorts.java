package org.naze.probe;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Local ports drawn by lot, none twice, from the range that the kernel takes them from (ip(7):
 * ip_local_port_range). The kernel itself gives even ones alone as long as there are any, which
 * would hide what goes by the port. Thread-safe.
 */
final class FreshPorts {
    private static final int DRAWS = 100;

    /** The kernel's own default, where the setting can't be read. */
    private static final List<Integer> USUAL = List.of(32768, 60999);

    private final int low;
    private final int high;
    private final Random random;
    private final Set<Integer> given = new HashSet<>();

    FreshPorts(int low, int high, Random random) {
        this.low = low;
        this.high = high;
        this.random = random;
    }

    /** From this machine's range. */
    static FreshPorts ofThisMachine(Random random) {
        List<Integer> own = Sysctl.numbers("ip_local_port_range");
        List<Integer> range = own.size() == 2 ? own : USUAL;
        return new FreshPorts(range.getFirst(), range.getLast(), random);
    }

    /** A port not given before; 0, which is the kernel's choice, where hardly one is left. */
    synchronized int next() {
        for (int i = 0; i < DRAWS; i++) {
            int port = low + random.nextInt(high - low + 1);
            if (given.add(port)) {
                return port;
            }
        }
        return 0;
    }
}
