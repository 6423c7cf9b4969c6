package org.naze.cli;

import java.util.Map;
import org.naze.report.Language;
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

    Words words() {
        return new Words(language(environment, value("--lang", "")));
    }

    Terminal terminal() {
        return new Terminal(environment, words().language(), !has("--no-color"));
    }

    /** {@code --lang}, else the locale as other programs read it (locale(7)). */
    static Language language(Map<String, String> environment, String asked) {
        if (!asked.isEmpty()) {
            return Language.of(asked).orElse(Language.EN);
        }
        for (String variable : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String locale = environment.getOrDefault(variable, "");
            if (!locale.isEmpty()) {
                return Language.ofLocale(locale);
            }
        }
        return Language.EN;
    }
}
