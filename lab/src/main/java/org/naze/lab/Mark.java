package org.naze.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.naze.lab.Report.Found;

/** What a report is worth, held against what is true. */
enum Mark {
    /** A true cause stands first, likely at least. */
    RIGHT("✔", "a true cause first, likely at least"),
    /** Nothing is wrong, and nothing is said. */
    QUIET("○", "nothing wrong, nothing said"),
    /** A true cause is as probable as any, and the report has the check that tells them apart. */
    TIE("≈", "a true cause ties, and a check parts them"),
    /** A true cause is listed, less probable than another one, or with no check to settle it. */
    LISTED("~", "a true cause listed below another"),
    /** No true cause is listed. */
    MISSED("✘", "no true cause listed"),
    /** Something is confirmed that isn't so, or something is wrong where nothing is. */
    FALSE("✘✘", "confirmed and not so, or a false alarm"),
    /** What is true here is no cause that there is. */
    NAMELESS("–", "what is true is no cause");

    private final String sign;
    private final String words;

    Mark(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    String sign() {
        return sign;
    }

    /** The sign and what it means. */
    String legend() {
        return sign + " " + words;
    }

    /** The mark of this sign. */
    static Mark of(String sign) {
        return Arrays.stream(values())
                .filter(mark -> mark.sign.equals(sign))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mark " + sign));
    }

    /** Marks a report of a scenario. */
    static Mark of(Scenario scenario, Mode mode, Report report) {
        if (!scenario.wronglyConfirmed(report).isEmpty()) {
            return FALSE;
        }
        if (scenario.works(mode)) {
            return report.exitStatus() == 0 ? QUIET : FALSE;
        }
        return scenario.truths().isEmpty() ? NAMELESS : of(scenario.truths(), report);
    }

    private static Mark of(Set<String> truths, Report report) {
        List<Found> right = report.open().stream().filter(f -> truths.contains(f.id())).toList();
        if (right.isEmpty()) {
            return MISSED;
        }
        Found first = report.causes().getFirst();
        if (first.verdict().isProblem() && truths.contains(first.id())) {
            return RIGHT;
        }
        boolean tie =
                right.stream()
                        .filter(found -> found.verdict() == first.verdict())
                        .anyMatch(found -> report.parts(found.id(), first.id()));
        return tie ? TIE : LISTED;
    }
}
