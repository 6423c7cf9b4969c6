package org.naze.lab;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Carries out what the report says: the first cause's command must mend it, and its undo must bring
 * the fault back. Pasted into a shell, as people do.
 */
record Mend(Scenario scenario, Trial trial, Network network) {
    private static final int LOOKS_AGAIN = 4;

    /** Mends and undoes with the report of one mode; root carries it out. */
    void in(Mode mode) {
        Report before = report(mode);
        if (before.causes().isEmpty() || before.causes().getFirst().commands().isEmpty()) {
            trial.wrong("mend: no command to mend it: " + before);
            return;
        }
        Report.Command command = best(before.causes().getFirst().commands());
        paste(command, command.line());
        Report after = mended(mode);
        if (after.exitStatus() != 0) {
            trial.wrong("mend: \"" + command.line() + "\" doesn't mend it: " + after);
        }
        if (command.undo() != null) {
            paste(command, command.undo());
            Report again = report(mode);
            if (!again.outcome().equals(before.outcome())) {
                trial.wrong("mend: \"" + command.undo() + "\" doesn't undo it: " + again);
            }
        }
    }

    /**
     * What mends may need its time: the kernel hands out a port in TIME_WAIT again only a second
     * after its last segment (tcp_tw_reuse, tcp(7)), and a bridge learns.
     */
    private Report mended(Mode mode) {
        Report after = report(mode);
        for (int again = 0; again < LOOKS_AGAIN && after.exitStatus() != 0; again++) {
            pause();
            after = report(mode);
        }
        return after;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Commands that only look have nothing to undo; those that change something come first. */
    private static Report.Command best(List<Report.Command> commands) {
        return commands.stream()
                .min(Comparator.comparing(command -> command.undo() == null))
                .orElseThrow();
    }

    private Report report(Mode mode) {
        return Report.of(trial.command(network, mode, List.of()).out());
    }

    private void paste(Report.Command command, String line) {
        String own = line.startsWith("sudo ") ? line.substring("sudo ".length()) : line;
        Commands.Ran ran =
                Commands.run(network.machine(where(command)).wrap(List.of("sh", "-c", own)));
        if (ran.exit() != 0) {
            trial.wrong("mend: " + line + ": exit " + ran.exit() + ": " + ran.printed().strip());
        }
    }

    private String where(Report.Command command) {
        String server = scenario.topology().nodes().contains("server") ? "server" : scenario.in();
        return command.where().equals("server") ? server : scenario.in();
    }
}
