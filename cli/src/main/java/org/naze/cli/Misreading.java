package org.naze.cli;

import java.util.Map;
import org.naze.report.Words;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line that picocli could not read, in the reader's language. */
final class Misreading {
    private Misreading() {}

    /** One line that says what is wrong, safe to print. */
    static String of(ParameterException e, Words words) {
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, words);
            case MissingParameterException missing ->
                    missing(missing.getMissing().getFirst(), words);
            case OverwrittenOptionException twice ->
                    words.message("error.twice", Map.of("option", name(twice.getOverwritten())));
            default -> value(e, words);
        };
    }

    private static String unmatched(UnmatchedArgumentException e, Words words) {
        String key = e.isUnknownOption() ? "error.option" : "error.argument";
        return words.message(key, Map.of("text", e.getUnmatched().getFirst()));
    }

    private static String missing(ArgSpec what, Words words) {
        var values = Map.of("option", name(what), "label", what.paramLabel());
        return words.message(what.isOption() ? "error.no-value" : "error.no-argument", values);
    }

    private static String value(ParameterException e, Words words) {
        ArgSpec what = e.getArgSpec();
        if (what == null) {
            return words.message("error.unread", Map.of("why", String.valueOf(e.getMessage())));
        }
        String key = what.type() == double.class ? "error.number" : "error.value";
        var values = Map.of("option", name(what), "text", String.valueOf(e.getValue()));
        return words.message(key, values);
    }

    private static String name(ArgSpec what) {
        return what instanceof OptionSpec option ? option.longestName() : what.paramLabel();
    }
}
