package org.naze.report;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.Map;
import org.naze.model.Diagnosis;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.report.Layout.Color;

/** The answer, and the one thing to do. */
final class TopLines {
    private final Sheet sheet;
    private final Words words;
    private final Diagnosis diagnosis;
    private final Opening opening;
    private final Lasting lasting;

    TopLines(Sheet sheet, Diagnosis diagnosis, Opening opening) {
        this.sheet = sheet;
        this.words = sheet.words();
        this.diagnosis = diagnosis;
        this.opening = opening;
        this.lasting = new Lasting(diagnosis);
    }

    void write(Advice advice) {
        Layout layout = sheet.layout();
        if (diagnosis.isProblem()) {
            sheet.marked("", layout.mark("✗", "x"), Color.RED, headline(), Color.BOLD);
        } else {
            sheet.marked("", layout.mark("✓", "ok"), Color.GREEN, headline(), Color.BOLD);
        }
        if (lasting.isAnswer()) {
            return;
        }
        opening.check().ifPresent(check -> advice.check(check, "  "));
        opening.remedy().ifPresent(r -> advice.remedy(opening.top().orElseThrow(), r, "  "));
    }

    private String headline() {
        if (lasting.isAnswer()) {
            return new Phrases(words).labelled(uri(), lasting.words(new Phrases(words)));
        }
        if (opening.isOpen()) {
            return words.message("headline.open", values());
        }
        return opening.top().map(this::answer).orElseGet(this::outcome);
    }

    private String outcome() {
        if (diagnosis.outcome() != Outcome.CONNECTED) {
            return words.message("headline.unknown", values());
        }
        return lasting.words(new Phrases(words)).isEmpty()
                ? words.message("headline.connected", values())
                : words.message("headline.connected-seen", values());
    }

    private String answer(Finding top) {
        String answer = new Phrases(words).explanation(top);
        return top.verdict() == Verdict.CONFIRMED
                ? answer
                : answer
                        + words.message(
                                "headline.hedged", Map.of("sentence", "", "verdict", verdict(top)));
    }

    /** How sure it is, and what else may be it just as well. */
    private String verdict(Finding top) {
        String verdict = words.message("verdict." + Kebab.of(top.verdict()));
        String others = opening.rivals().stream().map(Finding::cause).collect(joining(", "));
        return others.isEmpty()
                ? verdict
                : words.message("verdict.tied", Map.of("verdict", verdict, "causes", others));
    }

    private String uri() {
        return diagnosis.evidence().target().uri();
    }

    private Map<String, String> values() {
        var values = new HashMap<String, String>();
        values.put("uri", uri());
        values.put("outcome", words.message("outcome." + Kebab.of(diagnosis.outcome())));
        long fitting =
                diagnosis.causes().stream().filter(f -> f.verdict() == Verdict.POSSIBLE).count();
        values.put("count", Long.toString(fitting));
        values.put("seen", lasting.words(new Phrases(words)));
        return values;
    }
}
