package org.naze.cli;

import java.util.Map;
import java.util.Set;
import org.naze.report.Language;
import org.naze.report.Words;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that every command which prints a report has. */
record Common(Map<String, String> environment, ParseResult parsed) {
    private static final Set<String> FLAGS =
            Set.of("--json", "--no-color", "-q", "--quiet", "-v", "--verbose");

    /** With how many of these options the arguments begin: they may stand before the command. */
    static int leading(String[] arguments) {
        int i = 0;
        while (i < arguments.length && isCommon(arguments[i])) {
            i += arguments[i].equals("--lang") ? 2 : 1;
        }
        return Math.min(i, arguments.length);
    }

    private static boolean isCommon(String argument) {
        return FLAGS.contains(argument)
                || argument.equals("--lang")
                || argument.startsWith("--lang=");
    }

    static void add(CommandSpec spec, Words words) {
        // By its own reckoning picocli would indent to the width of a heading in Latin letters.
        spec.usageMessage()
                .synopsisHeading(words.message("usage") + " ")
                .synopsisAutoIndentThreshold(0)
                .synopsisIndent(8);
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
            return Language.of(asked).orElseGet(() -> language(environment, ""));
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
