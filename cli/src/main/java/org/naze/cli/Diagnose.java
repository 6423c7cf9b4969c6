package org.naze.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.naze.Diagnoser;
import org.naze.explain.Explained;
import org.naze.model.Diagnosis;
import org.naze.model.Rechecked;
import org.naze.model.Target;
import org.naze.model.TargetException;
import org.naze.model.TargetParser;
import org.naze.probe.Addresses;
import org.naze.probe.Platforms;
import org.naze.probe.ProcessException;
import org.naze.probe.Settings;
import org.naze.report.Words;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code naze TARGET}: why can a client here not connect to it? */
final class Diagnose {
    private Diagnose() {}

    static CommandSpec spec(Words words) {
        CommandSpec spec = CommandSpec.create().name("diagnose");
        spec.usageMessage().description(words.message("command.diagnose"));
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("TARGET")
                        .arity("0..1")
                        .type(String.class)
                        .description(words.message("option.target"))
                        .build());
        Common.add(spec, words);
        spec.addOption(Common.value(words, "--timeout", "SECONDS", double.class));
        spec.addOption(Common.value(words, "--save", "FILE", Path.class));
        spec.addOption(Common.value(words, "--expect-address", "IP", String.class));
        spec.addOption(Common.value(words, "--source", "IP", String.class));
        spec.addOption(Common.value(words, "--as", "PID", String.class));
        spec.addOption(Common.value(words, "--proxy", "URL", String.class));
        spec.addOption(Common.flag(words, "no-proxy", "--no-proxy"));
        spec.addOption(Common.flag(words, "no-scan", "--no-scan"));
        LongLook.add(spec, words);
        return spec;
    }

    static int run(Common common) throws Usage, IOException {
        if (common.has("--as")) {
            // Before anything is read or started: it may begin anew.
            AsOption.enter(common);
        }
        String given = common.parsed().matchedPositionalValue(0, "");
        boolean piped = given.isEmpty() && !Boolean.getBoolean("naze.tty.in");
        String text = piped ? ExplainCommand.input() : given;
        if (text.isBlank()) {
            throw new Usage(common.words().message("error.no-target"));
        }
        return piped || isErrorText(text)
                ? ExplainCommand.runAndDiagnose(common, text)
                : run(common, target(common, text), null);
    }

    /**
     * Diagnoses a target.
     *
     * @param explained the error text's meaning from which the target came, or null
     */
    static int run(Common common, Target target, @Nullable Explained explained)
            throws Usage, IOException {
        Settings.Builder settings = settings(common, target);
        try {
            if (LongLook.isWanted(common)) {
                return LongLook.run(common, target, explained, settings);
            }
            try (var platform = Platforms.find()) {
                var diagnosis = new Diagnoser(platform, settings.build()).diagnose(target);
                save(common, diagnosis, explained, null);
                return Reporting.report(common, diagnosis, explained);
            }
        } catch (ProcessException e) {
            throw AsOption.usage(common, e);
        }
    }

    /** Writes the document to the file of {@code --save}, if there is one. */
    static void save(
            Common common,
            Diagnosis diagnosis,
            @Nullable Explained explained,
            @Nullable Rechecked rechecked)
            throws Usage {
        Path file = common.parsed().matchedOptionValue("--save", null);
        if (file == null) {
            return;
        }
        try {
            Reporting.save(common, diagnosis, explained, rechecked, file);
        } catch (IOException e) {
            throw new Usage(
                    common.words()
                            .message(
                                    "error.save",
                                    Map.of("file", file.toString(), "why", Reporting.why(e))));
        }
    }

    /** A target has no white space in it; an error text has. */
    private static boolean isErrorText(String text) {
        return text.strip().chars().anyMatch(Character::isWhitespace);
    }

    static Target target(Common common, String text) throws Usage {
        try {
            return TargetParser.parse(text);
        } catch (TargetException e) {
            throw new Usage(e.message(java.util.Locale.of(common.words().language().tag())));
        }
    }

    private static Settings.Builder settings(Common common, Target target) throws Usage {
        double seconds = common.value("--timeout", 4.0);
        if (!(seconds > 0 && seconds <= 3600)) {
            throw new Usage(common.words().message("error.timeout"));
        }
        var builder = Settings.builder();
        LongLook.set(common, target, builder);
        return builder.timeoutMs(Math.round(seconds * 1000))
                .source(numeric(common, "--source"))
                .expected(numeric(common, "--expect-address"))
                .scan(!common.has("--no-scan"))
                .proxy(common.parsed().matchedOptionValue("--proxy", null))
                .useProxy(!common.has("--no-proxy"))
                .environment(common.environment())
                .process(common.has("--as") ? AsOption.of(common) : null)
                .progress(provisional -> say(common, provisional.key(), provisional.values()));
    }

    /** A word before the verdict: for people, and for a program's people where it takes long. */
    static void say(Common common, String key, Map<String, String> values) {
        boolean heard = LongLook.isWanted(common) || !common.has("--json");
        if (heard && !common.has("--quiet")) {
            common.terminal().provisional(common.words().message("provisional." + key, values));
        }
    }

    private static @Nullable String numeric(Common common, String option) throws Usage {
        String text = common.parsed().matchedOptionValue(option, null);
        if (text == null) {
            return null;
        }
        if (!Addresses.isNumeric(text)) {
            throw new Usage(
                    common.words()
                            .message("error.address", Map.of("option", option, "text", text)));
        }
        return Addresses.text(Addresses.of(text));
    }
}
