package org.naze.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.naze.cause.Judge;
import org.naze.report.FormatException;
import org.naze.report.JsonReport;
import org.naze.report.Words;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code naze judge FILE}: what do saved facts say? */
final class JudgeCommand {
    private JudgeCommand() {}

    static CommandSpec spec(Words words) {
        CommandSpec spec = CommandSpec.create().name("judge");
        spec.usageMessage().description(words.message("command.judge"));
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .arity("1")
                        .required(true)
                        .type(Path.class)
                        .description(words.message("option.file"))
                        .build());
        Common.add(spec, words);
        return spec;
    }

    static int run(Common common) throws Usage {
        Path file = common.parsed().matchedPositionalValue(0, Path.of(""));
        if (Files.isDirectory(file)) {
            // It opens as a file does, and only reading it fails.
            throw wrong(common, "error.read", file, "directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Reporting.report(common, Judge.judge(JsonReport.read(in)), null);
        } catch (FormatException e) {
            throw wrong(common, "error.facts", file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw wrong(common, "error.read", file, Reporting.why(e));
        }
    }

    private static Usage wrong(Common common, String key, Path file, String why) {
        return new Usage(common.words().message(key, Map.of("file", file.toString(), "why", why)));
    }
}
