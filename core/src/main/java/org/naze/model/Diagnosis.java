package org.naze.model;

import java.util.List;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.TryRole;

/**
 * What is reported: the outcome, the way there, and the causes, most probable first, those ruled
 * out last.
 */
public record Diagnosis(
        Evidence evidence,
        Outcome outcome,
        List<AddressOutcome> addresses,
        List<Step> steps,
        List<Finding> causes,
        List<Check> checks) {

    /** What one address of the target came to; {@code ms} are milliseconds. */
    public record AddressOutcome(String address, Outcome outcome, long ms) {}

    public Diagnosis {
        addresses = List.copyOf(addresses);
        steps = List.copyOf(steps);
        causes = List.copyOf(causes);
        checks = List.copyOf(checks);
    }

    /** Whether something is wrong: exit status 1. */
    public boolean isProblem() {
        return outcome != Outcome.CONNECTED || hasLikelyCause() || isUnsteady();
    }

    /** Whether a cause is likely, or more. */
    public boolean hasLikelyCause() {
        return causes.stream().anyMatch(finding -> finding.verdict().isProblem());
    }

    /** Whether of several tries some failed, whatever the others came to. */
    public boolean isUnsteady() {
        return evidence.has(
                        Fact.Try.class, one -> one.role() == TryRole.ORDINARY && !one.connected())
                || evidence.has(Fact.Held.class, one -> one.ending() == Ending.NOT_CONNECTED);
    }
}
