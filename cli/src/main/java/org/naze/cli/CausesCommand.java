package org.naze.cli;

import java.util.Map;
import org.naze.cause.Cause;
import org.naze.cause.Causes;
import org.naze.report.Prose;
import org.naze.report.Words;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code naze causes [ID]}: the catalogue, or one cause's page. */
final class CausesCommand {
    private CausesCommand() {}

    static CommandSpec spec(Words words) {
        CommandSpec spec = CommandSpec.create().name("causes");
        spec.usageMessage().description(words.message("command.causes"));
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("ID")
                        .arity("0..1")
                        .type(String.class)
                        .description(words.message("option.id"))
                        .build());
        Common.add(spec, words);
        return spec;
    }

    static int run(Common common) throws Usage {
        String id = common.parsed().matchedPositionalValue(0, "");
        Words words = common.words();
        if (id.isEmpty()) {
            common.terminal().out(list(words, columns(common)));
            return Exit.FINE;
        }
        if (Causes.byId(id).isEmpty()) {
            throw new Usage(words.message("error.cause", Map.of("id", id)));
        }
        common.terminal().out(Prose.page(words.page(id), columns(common)));
        return Exit.FINE;
    }

    /** The pages are written for 80 columns. */
    private static int columns(Common common) {
        return Math.min(80, common.terminal().layout().columns());
    }

    private static String list(Words words, int columns) {
        var text = new StringBuilder();
        int widest = Causes.ALL.stream().mapToInt(cause -> cause.id().length()).max().orElse(0);
        for (Cause cause : Causes.ALL) {
            String id = cause.id() + " ".repeat(widest + 2 - cause.id().length());
            text.append(Prose.hanging(id, words.cause(cause.id(), "title", Map.of()), columns));
        }
        return text.toString();
    }
}
