package org.naze.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.naze.cause.Judge;
import org.naze.model.Diagnosis;
import org.naze.model.Evidence;
import org.naze.report.FormatException;
import org.naze.report.JsonReport;
import org.naze.report.Language;
import org.naze.report.Words;

/** What the command saw in a scenario, saved by the lab; facts alone, one a line. */
record Recording(Scenario scenario, Mode mode, Evidence evidence) {
    static final Path FOLDER = Path.of("src", "test", "resources", "recordings");

    private static final JsonReport REPORT = new JsonReport(new Words(Language.EN));

    /** Where a scenario's recording stands. */
    static Path file(Scenario scenario, Mode mode) {
        return FOLDER.resolve(scenario.name() + "." + mode.word() + ".json");
    }

    /** All recordings of scenarios that there are. */
    static List<Recording> all() throws IOException {
        var all = new ArrayList<Recording>();
        for (Scenario scenario : ScenarioFile.folder(Path.of("scenarios"))) {
            for (Mode mode : Mode.values()) {
                if (Files.exists(file(scenario, mode))) {
                    all.add(new Recording(scenario, mode, evidence(file(scenario, mode))));
                }
            }
        }
        return all;
    }

    private static Evidence evidence(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return JsonReport.read(in);
        } catch (FormatException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The files that are there, whatever is in them. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    /** What the file holds when nothing that can be judged anew is in it. */
    static String stripped(Path file) throws IOException {
        Shape document = new Shape("$", Json.document(Files.readString(file)));
        String facts =
                document.at("facts").elements().stream()
                        .map(fact -> json(fact.value()))
                        .collect(Collectors.joining(",\n"));
        return "{\"schema\":\"naze/1\",\"target\":%s,\"elapsedMs\":%d,\"facts\":[\n%s\n]}\n"
                .formatted(
                        json(document.at("target").value()),
                        document.at("elapsedMs").count(),
                        facts);
    }

    private static String json(@org.jspecify.annotations.Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case List<?> list ->
                    list.stream().map(Recording::json).collect(Collectors.joining(",", "[", "]"));
            case String text -> quoted(text);
            case null, default -> String.valueOf(tree);
        };
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    Expectation expected() {
        return Objects.requireNonNull(scenario.expectations().get(mode));
    }

    Diagnosis judged() {
        return Judge.judge(evidence);
    }

    /** What the command would report of this evidence, held against the contract's shape. */
    static Report report(Diagnosis diagnosis) {
        return Report.of(document(diagnosis));
    }

    /** The document that the command would write. */
    static String document(Diagnosis diagnosis) {
        var out = new ByteArrayOutputStream();
        REPORT.write(diagnosis, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The same facts, read back from the document. */
    static Evidence readBack(String document) throws FormatException {
        return JsonReport.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return scenario.name() + "." + mode.word();
    }
}
