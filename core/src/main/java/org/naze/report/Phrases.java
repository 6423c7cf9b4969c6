package org.naze.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Change;
import org.naze.model.Clue;
import org.naze.model.Command;
import org.naze.model.Diagnosis;
import org.naze.model.Fact;
import org.naze.model.Finding;
import org.naze.model.Remedy;
import org.naze.model.Step;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The sentences about a finding, the same in text and in JSON. */
final class Phrases {
    private final Words words;

    Phrases(Words words) {
        this.words = words;
    }

    String title(Finding finding) {
        return words.cause(finding.cause(), "title", finding.values());
    }

    /** Why the client can't connect; of a cause that is ruled out, why that is not the reason. */
    String explanation(Finding finding) {
        if (finding.verdict() == Verdict.RULED_OUT) {
            return clue(finding, finding.clues().getFirst());
        }
        String key =
                finding.variant().isEmpty() ? "explanation" : "explanation." + finding.variant();
        return words.causeIfAny(finding.cause(), key, finding.values())
                .orElseGet(() -> title(finding));
    }

    String clue(Finding finding, Clue clue) {
        return words.cause(finding.cause(), "evidence." + clue.key(), clue.values());
    }

    String remedy(Finding finding, Remedy remedy) {
        return words.cause(finding.cause(), "remedy." + remedy.key(), remedy.values());
    }

    Optional<String> risk(Finding finding, Remedy remedy) {
        return words.causeIfAny(finding.cause(), "risk." + remedy.key(), remedy.values());
    }

    /** What is otherwise; outcomes in their own words. */
    String change(Change change) {
        var values = new HashMap<>(change.values());
        if (change.key().equals("outcome")) {
            values.replaceAll((name, outcome) -> words.message("outcome." + outcome));
        }
        return words.message("change." + change.key(), values);
    }

    /** A step's words. */
    String step(Step step) {
        return words.message("step." + step.name() + "." + step.key(), step.values());
    }

    /**
     * A label and what it is of, with the language's own colon between them. The text is not handed
     * over as a value, because long values are cut.
     */
    String labelled(String label, String text) {
        return words.message("labelled", Map.of("label", label, "text", "")) + text;
    }

    /**
     * The line to paste: without sudo where one is root already; on another machine that is not
     * known, so it stands there.
     */
    static String line(Diagnosis diagnosis, Where where, Command command) {
        boolean here = where == Where.CLIENT || isServerHere(diagnosis);
        boolean root =
                diagnosis
                        .evidence()
                        .first(Fact.Machine.class)
                        .map(Fact.Machine::root)
                        .orElse(false);
        return command.line(!(here && root));
    }

    private static boolean isServerHere(Diagnosis diagnosis) {
        return diagnosis.evidence().has(Fact.Route.class, r -> r.type() == Fact.RouteType.LOCAL);
    }
}
