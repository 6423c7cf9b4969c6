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
                        .type(Path.class)
                        .description(words.message("option.file"))
                        .build());
        Common.add(spec, words);
        return spec;
    }

    static int run(Common common) throws Usage {
        Path file = common.parsed().matchedPositionalValue(0, Path.of(""));
        try (InputStream in = Files.newInputStream(file)) {
            return Reporting.report(common, Judge.judge(JsonReport.read(in)), null);
        } catch (FormatException e) {
            throw unreadable(common, file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unreadable(common, file, Reporting.why(e));
        }
    }

    private static Usage unreadable(Common common, Path file, String why) {
        return new Usage(
                common.words().message("error.read", Map.of("file", file.toString(), "why", why)));
    }
}
