package org.naze.lab;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.naze.lab.Report.Found;
import org.naze.model.Kebab;
import org.naze.model.Verdict;

/**
 * What the command said in one mode, in a cell of the table.
 *
 * @param verdict the first cause's; null where none is possible even
 * @param causes the first cause, and those of the same verdict
 * @param ms wall time, milliseconds
 */
record Said(Mark mark, @Nullable Verdict verdict, List<String> causes, long ms) {
    private static final String NOTHING = "nothing";
    private static final Pattern FORM =
            Pattern.compile("(\\S+) (?:(confirmed|likely|possible) )?([a-z0-9-, ]+) \\((.+) s\\)");

    Said {
        causes = List.copyOf(causes);
    }

    /** What a report comes to. */
    static Said of(Scenario scenario, Mode mode, Report report, long ms) {
        var mark = Mark.of(scenario, mode, report);
        // Of a connection that works, what is merely possible is no finding.
        List<Found> open = report.exitStatus() == 0 ? List.of() : report.open();
        if (open.isEmpty()) {
            return new Said(mark, null, List.of(), ms);
        }
        Verdict first = open.getFirst().verdict();
        List<String> causes =
                open.stream().filter(found -> found.verdict() == first).map(Found::id).toList();
        return new Said(mark, first, causes, ms);
    }

    /** A cell as {@link #toString} wrote it. */
    static Said parse(String cell) {
        var form = FORM.matcher(cell);
        if (!form.matches()) {
            throw new IllegalArgumentException("no cell of the table: " + cell);
        }
        String verdict = form.group(2);
        List<String> causes = List.of(form.group(3).split(", "));
        return new Said(
                Mark.of(form.group(1)),
                verdict == null ? null : Contract.verdict(verdict).orElseThrow(),
                verdict == null ? List.of() : causes,
                Math.round(Double.parseDouble(form.group(4)) * 1000));
    }

    /** A time as the table shows it. */
    static String time(long ms) {
        return String.format(Locale.ROOT, " (%.2f s)", ms / 1000.0);
    }

    @Override
    public String toString() {
        String what =
                verdict == null ? NOTHING : Kebab.of(verdict) + " " + String.join(", ", causes);
        return mark.sign() + " " + what + time(ms);
    }
}
