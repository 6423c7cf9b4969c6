package org.naze.report;

import java.util.List;
import java.util.Map;
import org.naze.model.Clue;
import org.naze.model.Diagnosis;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Verdict;
import org.naze.report.Layout.Color;

/** The causes that are not ruled out, and why. What was said once is not said again. */
final class CauseLines {
    private static final String INDENT = "     ";

    private final Sheet sheet;
    private final Phrases phrases;
    private final boolean verbose;

    CauseLines(Sheet sheet, boolean verbose) {
        this.sheet = sheet;
        this.phrases = new Phrases(sheet.words());
        this.verbose = verbose;
    }

    void write(Diagnosis diagnosis, Opening opening, Advice advice) {
        List<Finding> open = Opening.open(diagnosis);
        if (open.isEmpty()) {
            return;
        }
        sheet.heading("heading.causes");
        int number = 1;
        for (Finding finding : open) {
            title(number++, finding);
            if (verbose || !isOutdone(finding, open.getFirst())) {
                reasons(finding, opening.isAnswer(finding));
                finding.remedies().forEach(remedy -> advice.remedy(finding, remedy, INDENT));
            }
        }
    }

    /** It would fit, and something speaks for another: that it is there says enough. */
    private static boolean isOutdone(Finding finding, Finding top) {
        return finding.verdict() == Verdict.POSSIBLE && top.verdict() != Verdict.POSSIBLE;
    }

    private void title(int number, Finding finding) {
        Words words = sheet.words();
        String verdict = words.message("verdict." + Kebab.of(finding.verdict()));
        String title =
                words.message(
                        "cause.judged",
                        Map.of(
                                "title", phrases.title(finding),
                                "id", finding.cause(),
                                "verdict", verdict));
        String first = "  " + number + ". ";
        sheet.paragraph(first, " ".repeat(first.length()), title, Color.BOLD);
    }

    private void reasons(Finding finding, boolean explained) {
        Layout layout = sheet.layout();
        if (!explained) {
            say("", phrases.explanation(finding));
        }
        for (Clue clue : finding.clues()) {
            String sign = clue.supports() ? layout.mark("✓", "+") : layout.mark("✗", "-");
            say(sign + " ", phrases.clue(finding, clue));
        }
    }

    private void say(String mark, String text) {
        if (sheet.isNew(text)) {
            sheet.paragraph(INDENT + mark, INDENT + " ".repeat(mark.length()), text);
        }
    }
}
