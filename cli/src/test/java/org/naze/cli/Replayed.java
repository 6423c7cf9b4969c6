package org.naze.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.naze.cause.Judge;
import org.naze.model.Diagnosis;
import org.naze.report.FormatException;
import org.naze.report.JsonReport;
import org.naze.report.Language;
import org.naze.report.TextReport;
import org.naze.report.Words;

/** What the lab recorded of a broken network, judged again. */
record Replayed(String name, Diagnosis diagnosis) {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "."))
                    .resolve(Path.of("..", "lab", "src", "test", "resources", "recordings"));

    private static final List<Replayed> ALL = new ArrayList<>();

    /** A recording by its scenario and mode. */
    static Replayed of(String name) throws IOException {
        try (var in = Files.newInputStream(FOLDER.resolve(name + ".json"))) {
            return new Replayed(name, Judge.judge(JsonReport.read(in)));
        } catch (FormatException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /** All of them, read and judged once. */
    static List<Replayed> all() throws IOException {
        if (ALL.isEmpty()) {
            ALL.addAll(judged());
        }
        return ALL;
    }

    private static List<Replayed> judged() throws IOException {
        var all = new ArrayList<Replayed>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                all.add(of(file.getFileName().toString().replaceFirst("\\.json$", "")));
            }
        }
        return all;
    }

    /** The report on such a screen, with colours where it has them. */
    String on(Screen screen, Language language) {
        return new TextReport(new Words(language), screen.layout(true), false).of(diagnosis);
    }

    /** The bytes that reach the screen, read as it reads them. */
    String shownOn(Screen screen, String lang) {
        Language language = screen.language(lang);
        Screen fitting = screen.in(language);
        return new String(fitting.bytes(on(fitting, language)), fitting.charset());
    }
}
