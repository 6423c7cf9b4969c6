package org.naze.lab;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.naze.model.Verdict;

/** What the rows of the table come to. */
record Figures(Collection<Row> rows) {
    /** A row in one mode. */
    record Run(Row row, Mode mode) {
        Said said() {
            return row.said(mode);
        }

        Mark mark() {
            return said().mark();
        }

        boolean isFirstTrue() {
            return row.truths().contains(said().causes().getFirst());
        }

        boolean isOneTrue() {
            return said().causes().stream().anyMatch(row.truths()::contains);
        }
    }

    /** All of them in these modes. */
    Stream<Run> runs(Mode... modes) {
        return rows.stream().flatMap(row -> Arrays.stream(modes).map(mode -> new Run(row, mode)));
    }

    /** Those in which there is something to find. */
    List<Run> faults(Mode... modes) {
        return runs(modes).filter(run -> run.row.isFault(run.mode)).toList();
    }

    /** Those in which nothing is wrong. */
    List<Run> healthy(Mode... modes) {
        return runs(modes).filter(run -> run.row.isHealthy(run.mode)).toList();
    }

    /** Those whose first cause has a verdict, where it is known what is true. */
    List<Run> firstAs(Verdict verdict) {
        return faults(Mode.values()).stream()
                .filter(run -> run.said().verdict() == verdict)
                .toList();
    }

    /** How often a first cause of this verdict is true. */
    String truth(Verdict verdict) {
        return share(firstAs(verdict), Run::isFirstTrue);
    }

    /** How many have a mark. */
    long count(Mark mark, Mode... modes) {
        return runs(modes).filter(run -> run.mark() == mark).count();
    }

    /** Of some runs those that are so: {@code 96 % (25 of 26)}. */
    static String share(Collection<Run> of, Predicate<Run> so) {
        long count = of.stream().filter(so).count();
        return of.isEmpty()
                ? "–"
                : String.format(
                        Locale.ROOT, "%d %% (%d of %d)", 100 * count / of.size(), count, of.size());
    }

    /** How many of the rows a tool tells from all others: nothing else makes it say the same. */
    long toldApartBy(Tool tool) {
        return rows.stream()
                .collect(Collectors.groupingBy(row -> row.words(tool), Collectors.counting()))
                .values()
                .stream()
                .filter(count -> count == 1)
                .count();
    }
}
