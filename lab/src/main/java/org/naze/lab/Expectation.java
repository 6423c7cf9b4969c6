package org.naze.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.naze.model.Kebab;
import org.naze.model.Verdict;

/**
 * What the command has to say in one mode. Written in clauses parted by semicolons: the outcome;
 * {@code silent} or {@code first CAUSE [or CAUSE…] VERDICT}; and, as far as needed, {@code also
 * CAUSE [or CAUSE…] [VERDICT]}, {@code never CAUSE…}, {@code command TEXT}, {@code no-command
 * TEXT}, {@code says TEXT}, {@code changed TEXT}, {@code exit N}, {@code within MS}. Or, in place
 * of all that, {@code usage TEXT}: the command line is refused with this text.
 *
 * @param outcome the contract's word, {@link #BROKEN} or {@link #USAGE}
 * @param first the causes of which one must stand first; empty where nothing may be found
 * @param least the weakest verdict that the first cause may have
 * @param also causes that must be listed besides
 * @param never causes that may be possible at most
 * @param commands texts that the first cause's commands must contain
 * @param noCommands texts that no cause's commands may contain
 * @param says texts that the steps and explanations must contain
 * @param changed texts that must stand among what --recheck saw change
 * @param exit the exit status
 * @param withinMs wall time, milliseconds
 */
record Expectation(
        String outcome,
        List<String> first,
        Verdict least,
        List<Also> also,
        Set<String> never,
        List<String> commands,
        List<String> noCommands,
        List<String> says,
        List<String> changed,
        int exit,
        long withinMs) {

    /** In place of an outcome: the command line is refused, with these words and status 2. */
    static final String USAGE = "usage";

    /** Beyond this the command is too slow for whoever waits: a silent drop takes about two. */
    static final long WITHIN_MS = 6000;

    /** Any outcome but connected, where which of several faults comes first is left open. */
    static final String BROKEN = "broken";

    /** One of these causes must be listed with at least this verdict. */
    record Also(List<String> causes, Verdict least) {
        Also {
            causes = List.copyOf(causes);
        }

        boolean isIn(Report report) {
            return causes.stream().anyMatch(cause -> report.lists(cause, least));
        }
    }

    Expectation {
        first = List.copyOf(first);
        also = List.copyOf(also);
        never = Set.copyOf(never);
        commands = List.copyOf(commands);
        noCommands = List.copyOf(noCommands);
        says = List.copyOf(says);
        changed = List.copyOf(changed);
    }

    /** The command line is refused: there is no report. */
    boolean isUsage() {
        return outcome.equals(USAGE);
    }

    /** What is wrong with a refusal; empty where it is as expected. */
    List<String> wrongs(Commands.Ran refusal) {
        boolean fits =
                refusal.exit() == exit
                        && refusal.out().isEmpty()
                        && refusal.err().strip().lines().count() == 1
                        && refusal.err().contains(commands.getFirst());
        return fits
                ? List.of()
                : List.of("no refusal with \"%s\" and status 2".formatted(commands.getFirst()));
    }

    /** Nothing may be found. */
    boolean isSilent() {
        return first.isEmpty();
    }

    /** Nothing may be found, and the exit status says so. */
    boolean isFine() {
        boolean fits = exit == (outcome.equals("connected") ? 0 : 1);
        return isSilent() && (fits || outcome.equals(USAGE));
    }

    /** What the report was to name as changed and doesn't; facts alone can't tell. */
    List<String> missingChanges(Report report) {
        return changed.stream()
                .filter(text -> report.changes().stream().noneMatch(c -> c.contains(text)))
                .map(text -> "no change named \"" + text + "\" among " + report.changes())
                .toList();
    }

    /** What is wrong with a report; empty where it is as expected. */
    List<String> wrongs(Report report, int exitStatus, long tookMs) {
        var wrongs = new ArrayList<String>();
        if (!isOutcome(report.outcome())) {
            wrongs.add("outcome " + report.outcome() + " instead of " + outcome);
        }
        wrongs.addAll(firstWrongs(report));
        for (Also other : also) {
            if (!other.isIn(report)) {
                wrongs.add(
                        "%s is not listed as %s"
                                .formatted(
                                        String.join(" or ", other.causes), Kebab.of(other.least)));
            }
        }
        wrongs.addAll(commandWrongs(report));
        says.stream()
                .filter(text -> report.texts().stream().noneMatch(t -> t.contains(text)))
                .forEach(text -> wrongs.add("nothing says \"" + text + "\""));
        for (String cause : never) {
            if (report.lists(cause, Verdict.LIKELY)) {
                wrongs.add(cause + " must never be above possible");
            }
        }
        if (exitStatus != exit) {
            wrongs.add("exit " + exitStatus + " instead of " + exit);
        }
        if (tookMs > withinMs) {
            wrongs.add("took " + tookMs + " ms instead of " + withinMs + " at most");
        }
        return wrongs;
    }

    private boolean isOutcome(String word) {
        return outcome.equals(BROKEN) ? !word.equals("connected") : word.equals(outcome);
    }

    private List<String> commandWrongs(Report report) {
        return noCommands.stream()
                .filter(text ->
                        report.causes().stream()
                                .flatMap(cause -> cause.commands().stream())
                                .anyMatch(command -> command.line().contains(text)))
                .map(text -> "a command contains " + text)
                .toList();
    }

    private List<String> firstWrongs(Report report) {
        if (isSilent()) {
            return report.causes().stream()
                    .filter(cause -> cause.verdict().isProblem())
                    .map(cause -> "false alarm: " + cause)
                    .toList();
        }
        if (report.causes().isEmpty()) {
            return List.of("no cause instead of " + String.join(" or ", first));
        }
        Report.Found found = report.causes().getFirst();
        if (!first.contains(found.id()) || found.verdict().compareTo(least) > 0) {
            return List.of(
                    "first %s instead of %s %s"
                            .formatted(found, String.join(" or ", first), Kebab.of(least)));
        }
        return commands.stream()
                .filter(text -> found.commands().stream().noneMatch(c -> c.line().contains(text)))
                .map(text -> "no command of " + found.id() + " contains " + text)
                .toList();
    }
}
