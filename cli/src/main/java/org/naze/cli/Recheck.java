package org.naze.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.naze.cause.Changes;
import org.naze.explain.Explained;
import org.naze.model.Change;
import org.naze.model.Diagnosis;
import org.naze.model.Evidence;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Rechecked;
import org.naze.model.Step.Status;

/**
 * What takes as long as it takes: several tries, a connection that is watched, looking until it is
 * mended. Keeps the first diagnosis and the last two, so that it may go on for days.
 */
final class Recheck {
    private static final long LONGEST_SECONDS = 30;

    private final Common common;
    private final @Nullable Explained explained;
    private final Interruption interruption;
    private final Function<List<Evidence>, Diagnosis> look;
    private final long startNanos = System.nanoTime();

    /**
     * @param look makes a diagnosis; given what was seen when it did not work
     */
    Recheck(
            Common common,
            @Nullable Explained explained,
            Interruption interruption,
            Function<List<Evidence>, Diagnosis> look) {
        this.common = common;
        this.explained = explained;
        this.interruption = interruption;
        this.look = look;
    }

    /** Looks once, and reports what was seen even where Ctrl-C ends it; the exit status. */
    int once() throws Usage {
        Diagnosis diagnosis = look.apply(List.of());
        int status = Exit.INTERRUPTED;
        if (interruption.claim()) {
            Diagnose.save(common, diagnosis, explained, null);
            status = Reporting.report(common, diagnosis, explained, null);
        }
        return interruption.happened() ? Exit.INTERRUPTED : status;
    }

    /** Looks until it works, or somebody presses Ctrl-C; the exit status. */
    int untilMended() throws Usage {
        Diagnosis first = look.apply(List.of());
        Diagnosis before = first;
        Diagnosis last = first;
        int looks = 1;
        show(last, looks);
        while (last.isProblem() && !interruption.happened()) {
            pause(last, looks);
            if (!interruption.happened()) {
                before = last;
                last = again(first, before);
                looks++;
                if (isOther(before, last)) {
                    show(last, looks);
                }
            }
        }
        return end(first, before, last, looks);
    }

    /** One more look; twice where it was mended in the midst of the first. */
    private Diagnosis again(Diagnosis first, Diagnosis before) {
        List<Evidence> failed = List.of(first.evidence(), before.evidence());
        Diagnosis now = look.apply(failed);
        return isTorn(now) && !interruption.happened() ? look.apply(failed) : now;
    }

    private static boolean isTorn(Diagnosis diagnosis) {
        return !diagnosis.isProblem()
                && diagnosis.steps().stream().anyMatch(step -> step.status() == Status.FAILED);
    }

    private void pause(Diagnosis last, int looks) {
        long seconds = waitSeconds(looks);
        tell(last, looks, seconds);
        interruption.pause(seconds);
    }

    /** How long to wait after so many looks: 1, 2, 4 and so on, at most 30 s. */
    static long waitSeconds(int looks) {
        return looks > 5 ? LONGEST_SECONDS : 1L << (looks - 1);
    }

    /** The report at once, for people; for programs there is one document, in the end. */
    private void show(Diagnosis diagnosis, int looks) throws Usage {
        Rechecked rechecked = rechecked(looks, List.of());
        Diagnose.save(common, diagnosis, explained, rechecked);
        if (common.has("--json")) {
            interruption.lastWords(() -> Reporting.report(common, diagnosis, explained, rechecked));
        } else if (!interruption.happened()) {
            Reporting.report(common, diagnosis, explained, null);
        }
    }

    private void tell(Diagnosis diagnosis, int looks, long seconds) {
        String outcome = common.words().message("outcome." + Kebab.of(diagnosis.outcome()));
        var values =
                Map.of(
                        "uri", diagnosis.evidence().target().uri(),
                        "outcome", outcome,
                        "count", Integer.toString(looks),
                        "seconds", Long.toString(seconds));
        Diagnose.say(common, "recheck", values);
    }

    private static boolean isOther(Diagnosis before, Diagnosis now) {
        return before.outcome() != now.outcome()
                || before.isProblem() != now.isProblem()
                || !likely(before).equals(likely(now));
    }

    private static List<String> likely(Diagnosis diagnosis) {
        return diagnosis.causes().stream()
                .filter(finding -> finding.verdict().isProblem())
                .map(Finding::cause)
                .toList();
    }

    private int end(Diagnosis first, Diagnosis before, Diagnosis last, int looks) throws Usage {
        if (!interruption.claim()) {
            return Exit.INTERRUPTED;
        }
        boolean mended = looks > 1 && !last.isProblem();
        Rechecked rechecked = rechecked(looks, mended ? changes(first, before, last) : List.of());
        Diagnose.save(common, last, explained, rechecked);
        if (common.has("--json")) {
            Reporting.report(common, last, explained, rechecked);
        } else if (mended) {
            Reporting.mended(common, rechecked);
        }
        return interruption.happened() ? Exit.INTERRUPTED : Exit.FINE;
    }

    private Rechecked rechecked(int looks, List<Change> changes) {
        long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        return new Rechecked(looks, elapsedMs, changes);
    }

    /** Since the first look, and since the last but one: more may have been wrong in between. */
    private static List<Change> changes(Diagnosis first, Diagnosis before, Diagnosis last) {
        var changes = new ArrayList<>(Changes.between(first, last));
        for (Change change : Changes.between(before, last)) {
            if (!change.key().equals("outcome") && !changes.contains(change)) {
                changes.add(change);
            }
        }
        return changes;
    }
}
