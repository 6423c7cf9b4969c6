package org.naze.lab;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.naze.model.Kebab;
import org.naze.model.Verdict;

/**
 * docs/faults.md and the paragraph of README.md: what stands between their marks is made here, from
 * the rows alone. The rows of scenarios that have not run are kept as they are.
 */
record FaultPage(Map<String, Row> rows, List<LookAlike> lookAlikes) {
    static final Path PAGE = Path.of("docs", "faults.md");
    static final Path README = Path.of("README.md");
    private static final Path LOOK_ALIKES = Path.of("lab", "look-alikes.txt");
    private static final String BEGIN = "<!-- lab/run --table begins -->\n";
    private static final String END = "<!-- lab/run --table ends -->\n";

    /** The page as it stands below a folder. */
    static FaultPage read(Path top) throws IOException {
        var rows =
                Files.readAllLines(top.resolve(PAGE)).stream()
                        .flatMap(line -> Row.parse(line).stream())
                        .collect(toMap(Row::scenario, row -> row, (a, b) -> b, TreeMap::new));
        return new FaultPage(rows, LookAlike.read(top.resolve(LOOK_ALIKES)));
    }

    /** With new rows, and without those of scenarios that there are no more. */
    FaultPage with(Collection<Row> made, Collection<String> scenarios) {
        var all = new TreeMap<>(rows);
        made.forEach(row -> all.put(row.scenario(), row));
        all.keySet().retainAll(scenarios);
        return new FaultPage(all, lookAlikes);
    }

    /** Puts it into the files below a folder. */
    void write(Path top) throws IOException {
        put(top.resolve(PAGE), String.join("\n", page()) + "\n");
        put(top.resolve(README), paragraph() + "\n");
        for (OtherReadme other : OtherReadme.values()) {
            put(top.resolve(other.file()), other.paragraph(new Figures(rows.values())));
        }
    }

    /** What stands between the marks of a file. */
    static String between(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
    }

    private static void put(Path file, String made) throws IOException {
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                        + made
                        + text.substring(text.indexOf(END)));
    }

    /** What docs/faults.md has to hold. */
    List<String> page() {
        var lines = new ArrayList<String>();
        lines.add("## What it comes to\n");
        lines.addAll(hits(new Figures(rows.values())));
        lines.add("");
        lines.addAll(calibration(new Figures(rows.values())));
        lines.add("\n## Faults that look alike\n");
        lines.addAll(alike());
        lines.add("\n## Every scenario\n");
        lines.add(Row.HEAD);
        rows.values().forEach(row -> lines.add(row.toString()));
        return lines;
    }

    /** What README.md has to hold. */
    String paragraph() {
        var figures = new Figures(rows.values());
        var faults = figures.faults(Mode.values());
        return """
        In %d scenarios, each run as root, unprivileged and with a container's rights, a true cause
        stands first, *likely* at least, in %s of the runs in which something is
        broken; in another %s it ties with what looks the same from there, and the
        report has the check that parts them. A first cause was true in %s of
        the runs that called it *confirmed*, in %s of those with *likely*, in
        %s of those with *possible*. Confirmed and not so, or an alarm where all is
        well: %d of %d. Each run, and what curl, nmap and nc say of it:
        [docs/faults.md](docs/faults.md).\
        """
                .formatted(
                        rows.size(),
                        Figures.share(faults, run -> run.mark() == Mark.RIGHT),
                        Figures.share(faults, run -> run.mark() == Mark.TIE),
                        figures.truth(Verdict.CONFIRMED),
                        figures.truth(Verdict.LIKELY),
                        figures.truth(Verdict.POSSIBLE),
                        figures.count(Mark.FALSE, Mode.values()),
                        figures.runs(Mode.values()).count());
    }

    private static List<String> hits(Figures figures) {
        var lines = new ArrayList<String>();
        lines.add("| Naze as | " + modes(Mode::word) + " |");
        lines.add("| --- |" + " --- |".repeat(Mode.values().length));
        for (Mark mark : List.of(Mark.RIGHT, Mark.TIE, Mark.LISTED, Mark.MISSED)) {
            Function<Mode, String> share =
                    mode -> Figures.share(figures.faults(mode), run -> run.mark() == mark);
            lines.add("| " + mark.legend() + " | " + modes(share) + " |");
        }
        Function<Mode, String> quiet =
                mode -> Figures.share(figures.healthy(mode), run -> run.mark() == Mark.QUIET);
        lines.add("| " + Mark.QUIET.legend() + " | " + modes(quiet) + " |");
        Function<Mode, String> wrong = mode -> "" + figures.count(Mark.FALSE, mode);
        lines.add("| " + Mark.FALSE.legend() + " | " + modes(wrong) + " |");
        return lines;
    }

    private static List<String> calibration(Figures figures) {
        var lines = new ArrayList<String>();
        lines.add(
                "| the first cause is | so often | and is true | it or one of the same verdict |");
        lines.add("| --- | --- | --- | --- |");
        for (Verdict verdict : List.of(Verdict.CONFIRMED, Verdict.LIKELY, Verdict.POSSIBLE)) {
            var runs = figures.firstAs(verdict);
            lines.add(
                    "| %s | %d | %s | %s |"
                            .formatted(
                                    Kebab.of(verdict),
                                    runs.size(),
                                    figures.truth(verdict),
                                    Figures.share(runs, Figures.Run::isOneTrue)));
        }
        return lines;
    }

    private List<String> alike() {
        var known = new LinkedHashMap<String, Row>();
        for (LookAlike fault : lookAlikes) {
            Row row = rows.get(fault.scenario());
            if (row != null) {
                known.put(fault.words(), row);
            }
        }
        var lines = new ArrayList<String>();
        lines.add("| fault | " + Row.ASKED + " |");
        lines.add("| --- |" + " --- |".repeat(Tool.values().length + Mode.values().length));
        known.forEach((fault, row) -> lines.add("| %s | %s |".formatted(fault, row.answers())));
        var figures = new Figures(known.values());
        lines.add(
                "| **of %d: answers that one fault alone draws; by Naze named right** | %s | %s |"
                        .formatted(known.size(), tools(figures), modes(told(figures))));
        return lines;
    }

    private static String tools(Figures figures) {
        return Arrays.stream(Tool.values())
                .map(tool -> "**" + figures.toldApartBy(tool) + "**")
                .collect(joining(" | "));
    }

    private static Function<Mode, String> told(Figures figures) {
        return mode ->
                "**%d**, %d wrong"
                        .formatted(
                                figures.count(Mark.RIGHT, mode) + figures.count(Mark.TIE, mode),
                                figures.count(Mark.FALSE, mode));
    }

    private static String modes(Function<Mode, String> cell) {
        return Arrays.stream(Mode.values()).map(cell).collect(Collectors.joining(" | "));
    }
}
