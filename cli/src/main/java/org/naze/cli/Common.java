package org.naze.cli;

import java.util.Map;
import org.naze.report.Words;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that every command which prints a report has. */
record Common(Map<String, String> environment, ParseResult parsed) {

    static void add(CommandSpec spec, Words words) {
        spec.addOption(flag(words, "json", "--json"));
        spec.addOption(
                OptionSpec.builder("--lang")
                        .paramLabel("en|ja|zh")
                        .type(String.class)
                        .description(words.message("option.lang"))
                        .build());
        spec.addOption(flag(words, "no-color", "--no-color"));
        spec.addOption(flag(words, "quiet", "-q", "--quiet"));
        spec.addOption(flag(words, "verbose", "-v", "--verbose"));
    }

    static OptionSpec flag(Words words, String key, String... names) {
        return OptionSpec.builder(names[0], java.util.Arrays.copyOfRange(names, 1, names.length))
                .type(boolean.class)
                .description(words.message("option." + key))
                .build();
    }

    static OptionSpec value(Words words, String name, String label, Class<?> type) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(type)
                .description(words.message("option." + name.substring(2)))
                .build();
    }

    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    <T> T value(String option, T fallback) {
        return parsed.matchedOptionValue(option, fallback);
    }

    /** The document may hold what a terminal can't show. */
    Words words() {
        Screen screen = Screen.standard(environment);
        String lang = value("--lang", "");
        return new Words(has("--json") ? screen.asked(lang) : screen.language(lang));
    }

    Terminal terminal() {
        Screen screen = Screen.standard(environment).in(words().language());
        return new Terminal(screen, !has("--no-color"));
    }
}
