package org.naze.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.naze.model.Fact.Try;
import org.naze.model.Fact.TryRole;

/**
 * Tries the source ports of failures once more, among as many new ones in an order drawn by lot: a
 * load balancer, or one of several paths of equal cost (ECMP, RFC 2992), is chosen by addresses and
 * ports, so that what failed there once fails each time.
 */
record Repeats(Trying trying, int count, Random random) {
    private static final int MOST_PORTS = 6;
    private static final int ROUNDS = 2;
    private static final long SPACING_MS = 100;
    private static final long WAIT_MS = 2000;

    void run() {
        List<Try> failed = failed(trying.ended());
        for (int round = 0; round < ROUNDS && !failed.isEmpty(); round++) {
            for (Runnable one : plan(failed)) {
                one.run();
                trying.pause(SPACING_MS);
            }
            // The second round needs the ports of the first.
            trying.awaitAll(WAIT_MS);
        }
    }

    private List<Runnable> plan(List<Try> failed) {
        var plan = new ArrayList<Runnable>();
        for (Try one : failed) {
            int port = one.sourcePort() == null ? 0 : one.sourcePort();
            plan.add(() -> again(one, TryRole.SAME_PORT, port));
            plan.add(() -> again(one, TryRole.OTHER_PORT, 0));
        }
        Collections.shuffle(plan, random);
        return plan;
    }

    private void again(Try one, TryRole role, int port) {
        var address = Addresses.of(String.valueOf(one.address()));
        trying.connect(role, one.lookup(), address, port, WAIT_MS);
    }

    /** None where all came to the same: then the port makes no difference. */
    private List<Try> failed(List<Try> ended) {
        List<Try> failed = ended.stream().filter(one -> !one.connected()).toList();
        return failed.size() == ended.size()
                ? List.of()
                : failed.stream()
                        .filter(one -> one.address() != null && one.sourcePort() != null)
                        .limit(Math.min(MOST_PORTS, count / 4))
                        .toList();
    }
}
