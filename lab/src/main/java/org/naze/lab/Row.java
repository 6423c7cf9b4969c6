package org.naze.lab;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A line of the table: one scenario, and what everybody said of it.
 *
 * @param symptoms the outcomes that are expected, which may differ from mode to mode
 * @param tools each tool's words and time; {@code –} where there is nothing to ask it
 */
record Row(
        String scenario,
        String title,
        Set<String> symptoms,
        Set<String> truths,
        Map<Tool, String> tools,
        Map<Mode, Said> said) {
    private static final String NONE = "–";
    private static final int FIXED = 4;

    /** The headings of {@link #answers}. */
    static final String ASKED =
            Stream.concat(
                            Arrays.stream(Tool.values()).map(Tool::title),
                            Arrays.stream(Mode.values()).map(mode -> "Naze, " + mode.word()))
                    .collect(joining(" | "));

    /** The two lines that begin the table. */
    static final String HEAD =
            "| scenario | fault | symptom | true | %s |\n|%s"
                    .formatted(
                            ASKED,
                            " --- |".repeat(FIXED + Tool.values().length + Mode.values().length));

    Row {
        symptoms = Set.copyOf(symptoms);
        truths = Set.copyOf(truths);
        tools = Map.copyOf(tools);
        said = Map.copyOf(said);
    }

    /** A scenario's line. */
    static Row of(Scenario scenario, Map<Tool, String> tools, Map<Mode, Said> said) {
        return new Row(
                scenario.name(),
                scenario.title().replace("|", "/"),
                scenario.expectations().values().stream()
                        .map(Expectation::outcome)
                        .collect(toSet()),
                scenario.truths(),
                tools,
                said);
    }

    /** A line as {@link #toString} wrote it; empty where it is none. */
    static Optional<Row> parse(String line) {
        String[] cells = line.split("\\s*\\|\\s*", -1);
        if (cells.length != 2 + FIXED + Tool.values().length + Mode.values().length
                || !cells[1].matches("[a-z0-9-]*[a-z0-9]")
                || cells[1].equals("scenario")) {
            return Optional.empty();
        }
        var rest = new ArrayList<>(Arrays.asList(cells).subList(1 + FIXED, cells.length - 1));
        var tools = new EnumMap<Tool, String>(Tool.class);
        for (Tool tool : Tool.values()) {
            tools.put(tool, rest.removeFirst());
        }
        var said = new EnumMap<Mode, Said>(Mode.class);
        for (Mode mode : Mode.values()) {
            said.put(mode, Said.parse(rest.removeFirst()));
        }
        return Optional.of(new Row(cells[1], cells[2], set(cells[3]), set(cells[4]), tools, said));
    }

    Said said(Mode mode) {
        return Objects.requireNonNull(said.get(mode), scenario);
    }

    /** A tool's words without its time. */
    String words(Tool tool) {
        return Objects.requireNonNullElse(tools.get(tool), NONE)
                .replaceFirst(" \\([0-9.]+ s\\)$", "");
    }

    /** Whether nothing is wrong in a mode, so that whatever is found is a false alarm. */
    boolean isHealthy(Mode mode) {
        Mark mark = said(mode).mark();
        return mark == Mark.QUIET || mark == Mark.FALSE && truths.isEmpty();
    }

    /** Whether there is something to find in a mode, and a cause that it goes by. */
    boolean isFault(Mode mode) {
        return !isHealthy(mode) && said(mode).mark() != Mark.NAMELESS;
    }

    /** The cells of what everybody said, as they stand in a line. */
    String answers() {
        return Stream.concat(
                        Arrays.stream(Tool.values()).map(tool -> tools.getOrDefault(tool, NONE)),
                        Arrays.stream(Mode.values()).map(mode -> said(mode).toString()))
                .collect(joining(" | "));
    }

    @Override
    public String toString() {
        return "| %s | %s | %s | %s | %s |"
                .formatted(scenario, title, words(symptoms), words(truths), answers());
    }

    private static String words(Set<String> words) {
        return words.isEmpty() ? NONE : String.join(", ", new TreeSet<>(words));
    }

    private static Set<String> set(String cell) {
        return cell.equals(NONE) ? Set.of() : Set.of(cell.split(", "));
    }
}
