package org.naze.lab;

import java.util.List;
import org.naze.model.Verdict;

/** What a scenario's lines have to be to each other. */
final class Consistency {
    private Consistency() {}

    /**
     * Holds a scenario's parts against each other.
     *
     * @throws IllegalArgumentException that says what doesn't fit
     */
    static void require(Scenario scenario) {
        List<String> nodes = scenario.topology().nodes();
        requireNode(scenario.in(), nodes, "in");
        scenario.doings().forEach(act -> requireNode(act, nodes));
        scenario.checks().forEach(check -> requireNode(check.line(), nodes));
        scenario.pageChecks().forEach(check -> requireNode(check.line(), nodes));
        if (scenario.checks().isEmpty()) {
            throw new IllegalArgumentException("no check: another tool has to see the fault, too");
        }
        for (String near : scenario.nearMissOf()) {
            if (scenario.truths().contains(near)) {
                throw new IllegalArgumentException(near + " is true and a near miss at once");
            }
        }
        scenario.expectations().values().forEach(e -> requireTrueWhereConfirmed(scenario, e));
    }

    private static void requireTrueWhereConfirmed(Scenario scenario, Expectation expectation) {
        boolean confirmed = expectation.least() == Verdict.CONFIRMED;
        if (confirmed && !scenario.truths().containsAll(expectation.first())) {
            throw new IllegalArgumentException(
                    expectation.first() + " is expected confirmed and not said to be true");
        }
    }

    private static void requireNode(Scenario.Line line, List<String> nodes) {
        requireNode(line.node(), nodes, "line " + line.number());
    }

    private static void requireNode(String node, List<String> nodes, String where) {
        if (!nodes.contains(node)) {
            throw new IllegalArgumentException(
                    where + ": no machine or key " + node + "; machines are " + nodes);
        }
    }
}
