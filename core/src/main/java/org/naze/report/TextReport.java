package org.naze.report;

import java.util.Map;
import org.naze.model.Diagnosis;
import org.naze.model.Rechecked;
import org.naze.report.Layout.Color;

/**
 * The report for people: the answer in the first line and the one thing to do in the second; then
 * the way, the causes, what was ruled out and what was not looked at. Nothing is said twice, and a
 * command is never cut. Immutable.
 */
public final class TextReport {
    private final Words words;
    private final Layout layout;
    private final boolean verbose;

    /**
     * @param verbose also show what speaks for causes that are merely possible, and every fact
     */
    public TextReport(Words words, Layout layout, boolean verbose) {
        this.words = words;
        this.layout = layout;
        this.verbose = verbose;
    }

    /** The whole report, lines ended by a line feed. */
    public String of(Diagnosis diagnosis) {
        var sheet = new Sheet(words, layout);
        var advice = new Advice(sheet, diagnosis);
        Opening opening = Opening.of(diagnosis);
        new TopLines(sheet, diagnosis, opening).write(advice);
        new WayLines(sheet).write(diagnosis);
        new CauseLines(sheet, verbose).write(diagnosis, opening, advice);
        rest(new RestLines(sheet, diagnosis), advice);
        return sheet.text();
    }

    private void rest(RestLines rest, Advice advice) {
        rest.checks(advice);
        rest.ruledOut();
        rest.unchecked();
        rest.differ();
        if (verbose) {
            rest.facts();
        }
    }

    /** What has changed since it did not work, after the report of that it does. */
    public String of(Rechecked rechecked) {
        var sheet = new Sheet(words, layout);
        String seconds = Long.toString((rechecked.elapsedMs() + 500) / 1000);
        String count = Integer.toString(rechecked.looks());
        sheet.blank();
        sheet.paragraph(
                "",
                "",
                words.message("recheck.mended", Map.of("seconds", seconds, "count", count)),
                Color.BOLD);
        var phrases = new Phrases(words);
        rechecked.changes().forEach(change -> sheet.bullet(phrases.change(change)));
        if (rechecked.changes().stream().allMatch(change -> change.key().equals("outcome"))) {
            sheet.bullet(words.message("recheck.nothing"));
        }
        return sheet.text();
    }

    /** The answer and the one thing to do, for {@code --quiet}. */
    public String briefly(Diagnosis diagnosis) {
        var sheet = new Sheet(words, layout);
        var advice = new Advice(sheet, diagnosis);
        new TopLines(sheet, diagnosis, Opening.of(diagnosis)).write(advice);
        return sheet.text();
    }
}
