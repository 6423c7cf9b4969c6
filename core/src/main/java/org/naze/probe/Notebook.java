package org.naze.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Target;
import org.naze.model.Vantage;

/** Takes down facts in the order in which they are seen. Thread-safe. */
final class Notebook implements Consumer<Fact> {
    private final Target target;
    private final long startNanos = System.nanoTime();
    private final List<Evidence.Entry> entries = new ArrayList<>();
    private boolean closed;

    Notebook(Target target) {
        this.target = target;
    }

    /** Milliseconds since the probing began. */
    long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /**
     * Takes a fact down, those about the whole machine once; what is seen after {@link #close}
     * comes too late.
     */
    @Override
    public synchronized void accept(Fact fact) {
        if (!closed && !(isOfMachine(fact) && has(fact.getClass()))) {
            String id = "f" + (entries.size() + 1);
            entries.add(new Evidence.Entry(id, Vantage.CLIENT, elapsedMs(), fact));
        }
    }

    private static boolean isOfMachine(Fact fact) {
        return fact instanceof Fact.NoFilter
                || fact instanceof Fact.NoTracking
                || fact instanceof Fact.Listeners
                || fact instanceof Fact.UnitAddresses
                || fact instanceof Fact.UdpSockets;
    }

    private boolean has(Class<?> kind) {
        for (Evidence.Entry entry : entries) {
            if (entry.fact().getClass() == kind) {
                return true;
            }
        }
        return false;
    }

    /** What was noted so far. */
    synchronized Evidence soFar() {
        return new Evidence(target, elapsedMs(), entries);
    }

    /** Ends the noting. */
    synchronized Evidence close() {
        closed = true;
        return soFar();
    }
}
