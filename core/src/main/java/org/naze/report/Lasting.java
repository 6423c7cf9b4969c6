package org.naze.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.naze.model.Diagnosis;
import org.naze.model.Step;
import org.naze.model.Step.Status;

/** What looking for longer has shown: several tries, a connection that was watched. */
record Lasting(Diagnosis diagnosis) {

    /** Whether it shows what is wrong where no cause is likely: then it is the answer. */
    boolean isAnswer() {
        return !diagnosis.hasLikelyCause() && !troubles().isEmpty();
    }

    /** The answer, or what there is besides it; empty where nobody looked for longer. */
    String words(Phrases phrases) {
        List<Step> told = isAnswer() ? troubles() : steps();
        return told.stream().map(phrases::step).collect(joining("; "));
    }

    /** Where no try connects at all, the first look says why. */
    private List<Step> troubles() {
        return steps().stream()
                .filter(step -> step.status() != Status.OK && !step.key().equals("never"))
                .toList();
    }

    private List<Step> steps() {
        return diagnosis.steps().stream()
                .filter(step -> step.name().equals("tries") || step.name().equals("hold"))
                .toList();
    }
}
