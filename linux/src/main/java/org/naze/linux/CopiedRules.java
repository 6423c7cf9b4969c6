package org.naze.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.TraceReader.Step;

/** Finds the live rule behind a rule of the copy, whose handles are others. */
final class CopiedRules {
    private final List<Item> made;
    private final RuleCopy copy;

    private CopiedRules(List<Item> made, RuleCopy copy) {
        this.made = made;
        this.copy = copy;
    }

    /**
     * Both lists have the rules in the same order; those of the tracing table come last, since it
     * was made last.
     *
     * @param made the rules as the kernel lists them in the copy
     * @return null if they don't match each other
     */
    static @Nullable CopiedRules of(List<Item> made, RuleCopy copy) {
        return made.size() == copy.copied().size() + TraceTable.RULES
                ? new CopiedRules(made, copy)
                : null;
    }

    private RuleCopy.@Nullable Copied find(Step step) {
        for (int i = 0; i < copy.copied().size(); i++) {
            Item rule = made.get(i);
            if (rule.handle() == step.handle()
                    && rule.family == step.family()
                    && rule.table().equals(step.table())) {
                return copy.copied().get(i);
            }
        }
        return null;
    }

    /** The live rule, null where a step is not about one. */
    @Nullable Item original(Step step) {
        RuleCopy.Copied copied = find(step);
        return copied == null ? null : copied.original();
    }

    /** Whether the step only shows that a rule would match but for what can't be seen. */
    boolean isShadow(Step step) {
        RuleCopy.Copied copied = find(step);
        return copied != null && copied.shadow();
    }

    boolean rejects(Step step) {
        for (Expression expression : expressions(step)) {
            if (expression.rejects()) {
                return true;
            }
        }
        return false;
    }

    boolean diverts(Step step) {
        for (Expression expression : expressions(step)) {
            if (expression.diverts()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a step gives the packet another source: what comes back then comes to that. */
    boolean hidesSource(Step step) {
        for (Expression expression : expressions(step)) {
            if (expression.hidesSource()) {
                return true;
            }
        }
        return false;
    }

    private List<Expression> expressions(Step step) {
        Item rule = original(step);
        return rule == null ? List.of() : copy.expressions(rule);
    }
}
