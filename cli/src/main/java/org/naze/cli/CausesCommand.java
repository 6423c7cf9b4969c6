package org.naze.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.naze.cause.Cause;
import org.naze.cause.Causes;
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
            common.terminal().out(list(common));
            return Exit.FINE;
        }
        if (Causes.byId(id).isEmpty()) {
            throw new Usage(words.message("error.cause", Map.of("id", id)));
        }
        common.terminal().out(words.page(id));
        return Exit.FINE;
    }

    private static String list(Common common) {
        var titles = new LinkedHashMap<String, String>();
        for (Cause cause : Causes.ALL) {
            titles.put(cause.id(), common.words().cause(cause.id(), "title", Map.of()));
        }
        return common.terminal().layout().table(titles);
    }
}
