package org.naze.lab;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scenario's file. One line says one thing, {@code key: value}; blank lines and lines that
 * begin with {@code #} say nothing. Whatever is not known is an error that names the line. The
 * format is described in lab/README.md.
 */
final class ScenarioFile {
    private static final String ENDING = ".scenario";

    private final String name;
    private final Map<String, String> single = new LinkedHashMap<>();
    private final List<Scenario.Line> acts = new ArrayList<>();
    private final List<Scenario.Line> each = new ArrayList<>();
    private final List<Scenario.Later> later = new ArrayList<>();
    private final List<Scenario.Check> checks = new ArrayList<>();
    private final List<Scenario.Check> pageChecks = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<Mode, String> expectations = new EnumMap<>(Mode.class);
    private int number;

    /** A line that can't be read; the message begins with file and line. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private ScenarioFile(String name) {
        this.name = name;
    }

    /**
     * All scenarios of a folder, by name.
     *
     * @throws Malformed if one of them can't be read
     */
    static List<Scenario> folder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var scenarios = new ArrayList<Scenario>();
            for (Path file : files.sorted().toList()) {
                scenarios.add(read(file));
            }
            return scenarios;
        }
    }

    private static Scenario read(Path file) throws IOException {
        String fileName = String.valueOf(file.getFileName());
        if (!fileName.endsWith(ENDING)) {
            throw new Malformed(fileName + ": is no " + ENDING + " file");
        }
        return parse(
                fileName.substring(0, fileName.length() - ENDING.length()),
                Files.readAllLines(file));
    }

    /**
     * A scenario from its lines.
     *
     * @throws Malformed if a line can't be read or something is missing
     */
    static Scenario parse(String name, List<String> lines) {
        var file = new ScenarioFile(name);
        for (String line : lines) {
            file.number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                file.take(line);
            }
        }
        file.number = 0;
        return file.scenario();
    }

    private void take(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw wrong("no \"key: value\": " + line);
        }
        List<String> key = Arrays.asList(line.substring(0, colon).strip().split("\\s+"));
        String value = line.substring(colon + 1).strip();
        if (value.isEmpty()) {
            throw wrong(line.strip() + " says nothing");
        }
        switch (key.getFirst()) {
            case "title",
                    "proves",
                    "true",
                    "near-miss-of",
                    "page",
                    "long",
                    "topology",
                    "in",
                    "within",
                    "run",
                    "mends" ->
                    takeSingle(alone(key), value);
            case "env" -> takeVariable(alone(key), value);
            case "check" -> checks.add(check(second(key), value));
            case "page-check" -> pageChecks.add(check(second(key), value));
            case "expect" -> takeExpectation(key.subList(1, key.size()), value);
            case "each" -> each.add(act(second(key), value));
            case "later" -> takeLater(key, value);
            default -> acts.add(act(alone(key), value));
        }
    }

    private void takeSingle(String key, String value) {
        if (single.put(key, value) != null) {
            throw wrong(key + " stands there twice");
        }
    }

    private void takeVariable(String key, String value) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw wrong(key + " needs NAME=VALUE");
        }
        if (environment.put(value.substring(0, equals), value.substring(equals + 1)) != null) {
            throw wrong(value.substring(0, equals) + " is set twice");
        }
    }

    private Scenario.Line act(String node, String value) {
        return new Scenario.Line(number, node, words(value));
    }

    private void takeLater(List<String> key, String value) {
        if (key.size() != 3 || !key.get(1).matches("\\d{1,5}")) {
            throw wrong("later needs milliseconds and a machine");
        }
        later.add(new Scenario.Later(Long.parseLong(key.get(1)), act(key.get(2), value)));
    }

    private Scenario.Check check(String node, String value) {
        int arrow = value.lastIndexOf("=>");
        if (arrow < 0) {
            throw wrong("a check is COMMAND => TEXT THAT IT PRINTS");
        }
        return new Scenario.Check(
                new Scenario.Line(number, node, words(value.substring(0, arrow))),
                value.substring(arrow + 2).strip());
    }

    /** Read when all lines are: it is about what the scenario proves, with its target. */
    private PageCheck pageCheck(Scenario.Check check, Set<String> proves) {
        Optional<String> cause = proves.stream().findFirst().filter(only -> proves.size() == 1);
        try {
            return PageCheck.of(check.line(), cause, check.seen(), words(required("run")));
        } catch (IllegalArgumentException e) {
            number = check.line().number();
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void takeExpectation(List<String> modes, String value) {
        for (Mode mode : modes(modes)) {
            if (expectations.put(mode, value) != null) {
                throw wrong("two expectations for " + mode.word());
            }
        }
        // Read once here, where the line is known.
        expectation(value);
    }

    private Expectation expectation(String value) {
        try {
            return ExpectationLine.parse(value);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Scenario scenario() {
        Topology topology = topology();
        Set<String> proves = causes("proves");
        Set<String> truths = new HashSet<>(proves);
        truths.addAll(causes("true"));
        var scenario =
                new Scenario(
                        name,
                        required("title"),
                        proves,
                        truths,
                        causes("near-miss-of"),
                        known("page", Contract.PAGE),
                        yes("long"),
                        topology,
                        acts,
                        environment,
                        single.getOrDefault("in", topology.firstNode()),
                        words(single.getOrDefault("within", "")),
                        words(required("run")),
                        each,
                        later,
                        checks,
                        pageChecks.stream().map(check -> pageCheck(check, proves)).toList(),
                        expected(),
                        modes(words(single.getOrDefault("mends", ""))));
        try {
            Consistency.require(scenario);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        return scenario;
    }

    private Map<Mode, Expectation> expected() {
        var expected = new EnumMap<Mode, Expectation>(Mode.class);
        for (Mode mode : Mode.values()) {
            String value = expectations.get(mode);
            if (value == null) {
                throw wrong("no expectation for mode " + mode.word());
            }
            expected.put(mode, expectation(value));
        }
        return expected;
    }

    private Topology topology() {
        String word = required("topology");
        return Arrays.stream(Topology.values())
                .filter(topology -> topology.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        wrong(
                                "no topology %s; there are %s"
                                        .formatted(
                                                word,
                                                Arrays.stream(Topology.values())
                                                        .map(Topology::word)
                                                        .collect(joining(", ")))));
    }

    /** Causes by id; the word {@code nothing} for none keeps a forgotten line apart from it. */
    private Set<String> causes(String key) {
        if (key.equals("proves") && required(key).equals("nothing")) {
            return Set.of();
        }
        return known(key, Contract.CAUSES);
    }

    private Set<String> known(String key, Set<String> vocabulary) {
        var found = new LinkedHashSet<>(words(single.getOrDefault(key, "")));
        for (String word : found) {
            if (!vocabulary.contains(word)) {
                throw wrong(
                        "%s: unknown %s; known are %s"
                                .formatted(key, word, new TreeSet<>(vocabulary)));
            }
        }
        return found;
    }

    private boolean yes(String key) {
        String value = single.get(key);
        if (value != null && !value.equals("yes")) {
            throw wrong(key + " can only be yes");
        }
        return value != null;
    }

    private Set<Mode> modes(List<String> words) {
        var modes = new LinkedHashSet<Mode>();
        for (String word : words) {
            if (word.equals("all")) {
                modes.addAll(List.of(Mode.values()));
            } else {
                modes.add(mode(word));
            }
        }
        return modes;
    }

    private Mode mode(String word) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseThrow(() -> wrong("no mode " + word + "; all, root, user or container"));
    }

    private String required(String key) {
        @Nullable String value = single.get(key);
        if (value == null) {
            throw wrong("no " + key);
        }
        return value;
    }

    private String alone(List<String> key) {
        if (key.size() != 1) {
            throw wrong("unknown key " + String.join(" ", key));
        }
        return key.getFirst();
    }

    private String second(List<String> key) {
        if (key.size() != 2) {
            throw wrong(key.getFirst() + " needs a machine");
        }
        return key.getLast();
    }

    private List<String> words(String value) {
        try {
            return Words.of(value);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Malformed wrong(String what) {
        return new Malformed(name + ENDING + (number == 0 ? "" : ":" + number) + ": " + what);
    }
}
