package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Which of a name's addresses each try goes to: all equally often, in an order drawn by lot. Only
 * so can it be reckoned how probable it is that failures fall on one address by chance, whatever
 * else makes them. Used by one thread.
 */
final class Draw {
    private final int count;
    private final Random random;
    private final List<Integer> order = new ArrayList<>();
    private int drawn;

    Draw(int count, Random random) {
        this.count = count;
        this.random = random;
    }

    /** The address for the next try, of those that its own lookup gave. */
    InetAddress from(List<InetAddress> addresses) {
        if (order.isEmpty()) {
            for (int i = 0; i < count; i++) {
                order.add(i % addresses.size());
            }
            Collections.shuffle(order, random);
        }
        int index = order.get(drawn++ % count) % addresses.size();
        // Name servers give the same addresses in another order each time.
        return addresses.stream()
                .sorted(Comparator.comparing(Addresses::text))
                .skip(index)
                .findFirst()
                .orElseThrow();
    }
}
