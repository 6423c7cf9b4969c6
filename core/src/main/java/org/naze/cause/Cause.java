package org.naze.cause;

import java.util.Optional;
import java.util.Set;
import org.naze.model.Finding;

/**
 * One thing that can be wrong: a pure function from evidence to a finding. No I/O, no clock, no
 * state.
 */
public interface Cause {
    /** The same word everywhere: contract, catalogue folder, fixtures, scenarios. */
    String id();

    /**
     * The causes that explain this one away when they are at least as certain: a dead host hides a
     * closed port.
     */
    default Set<String> hiddenBy() {
        return Set.of();
    }

    /** What this cause makes of the evidence; empty where it does not fit the symptom at all. */
    Optional<Finding> judge(Scene scene);
}
