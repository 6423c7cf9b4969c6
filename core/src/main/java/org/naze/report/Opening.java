package org.naze.report;

import java.util.List;
import java.util.Optional;
import org.naze.model.Check;
import org.naze.model.Diagnosis;
import org.naze.model.Finding;
import org.naze.model.Remedy;
import org.naze.model.Verdict;

/**
 * What a report begins with: the cause that is the answer, and the one thing to do. Where causes
 * look alike, that is the check which tells them apart.
 *
 * @param top the most probable cause
 * @param rivals causes just as probable, which the check tells from it
 * @param check the one thing to do, or else
 * @param remedy this
 */
record Opening(
        Optional<Finding> top,
        List<Finding> rivals,
        Optional<Check> check,
        Optional<Remedy> remedy) {

    static Opening of(Diagnosis diagnosis) {
        Optional<Finding> top = open(diagnosis).stream().findFirst();
        Optional<Check> check =
                diagnosis.checks().stream()
                        .findFirst()
                        .filter(c -> top.filter(f -> tellsMore(c, f)).isPresent());
        Optional<Remedy> remedy = top.flatMap(f -> f.remedies().stream().findFirst());
        return new Opening(
                top, rivals(diagnosis, top), check, check.isPresent() ? Optional.empty() : remedy);
    }

    /** Whether the first line of the report explains this cause. */
    boolean isAnswer(Finding finding) {
        return !isOpen() && top.filter(finding::equals).isPresent();
    }

    /** The causes that are not ruled out, most probable first. */
    static List<Finding> open(Diagnosis diagnosis) {
        return diagnosis.causes().stream().filter(f -> f.verdict() != Verdict.RULED_OUT).toList();
    }

    /** Nothing speaks for one cause more than for another, and a check would. */
    boolean isOpen() {
        return check.isPresent() && top.filter(f -> f.verdict() == Verdict.POSSIBLE).isPresent();
    }

    /** A remedy that changes nothing only looks; the check looks, too, and says what it means. */
    private static boolean tellsMore(Check check, Finding top) {
        return top.verdict() == Verdict.POSSIBLE
                || top.remedies().stream()
                        .findFirst()
                        .filter(Opening::looks)
                        .filter(r -> check.between().contains(top.cause()) || isSame(check, r))
                        .isPresent();
    }

    private static boolean isSame(Check check, Remedy remedy) {
        return check.command().equals(remedy.command());
    }

    private static boolean looks(Remedy remedy) {
        return remedy.command() != null && remedy.undo() == null;
    }

    private static List<Finding> rivals(Diagnosis diagnosis, Optional<Finding> top) {
        return open(diagnosis).stream()
                .skip(1)
                .filter(f -> top.filter(t -> isRival(diagnosis, t, f)).isPresent())
                .toList();
    }

    private static boolean isRival(Diagnosis diagnosis, Finding top, Finding other) {
        return other.verdict() == top.verdict()
                && diagnosis.checks().stream()
                        .map(Check::between)
                        .anyMatch(b -> b.contains(top.cause()) && b.contains(other.cause()));
    }
}
