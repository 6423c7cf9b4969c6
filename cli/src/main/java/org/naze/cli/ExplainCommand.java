package org.naze.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.naze.explain.Explain;
import org.naze.explain.Explained;
import org.naze.model.Target;
import org.naze.model.TargetException;
import org.naze.model.TargetParser;
import org.naze.report.JsonReport;
import org.naze.report.Prose;
import org.naze.report.Words;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code naze explain TEXT}, and {@code naze 'ERROR TEXT'}, which then diagnoses what the text
 * names.
 */
final class ExplainCommand {
    private static final int LONGEST = 256 << 10;
    private static final int SHOWN_CAUSES = 5;

    private ExplainCommand() {}

    static CommandSpec spec(Words words) {
        CommandSpec spec = CommandSpec.create().name("explain");
        spec.usageMessage().description(words.message("command.explain"));
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("TEXT")
                        .arity("0..*")
                        .type(java.util.List.class)
                        .auxiliaryTypes(String.class)
                        .description(words.message("option.text"))
                        .build());
        Common.add(spec, words);
        return spec;
    }

    /** Explains and stops there. */
    static int run(Common common) throws IOException {
        java.util.List<String> words =
                common.parsed().matchedPositionalValue(0, java.util.List.of());
        Explained explained = Explain.explain(words.isEmpty() ? input() : String.join(" ", words));
        if (common.has("--json")) {
            JsonReport.write(explained, Terminal.bytes());
        } else {
            common.terminal().out(text(common, explained));
        }
        return Exit.FINE;
    }

    /** Explains, then diagnoses the target that the text names, if it names one. */
    static int runAndDiagnose(Common common, String text) throws Usage, IOException {
        Explained explained = Explain.explain(text);
        Optional<Target> target = target(explained);
        if (target.isEmpty()) {
            if (common.has("--json")) {
                JsonReport.write(explained, Terminal.bytes());
            } else {
                String hint =
                        isConnection(explained)
                                ? line(common, "", common.words().message("explain.no-target"))
                                : "";
                common.terminal().out(text(common, explained) + hint);
            }
            return Exit.FINE;
        }
        if (!common.has("--json")) {
            common.terminal().out(line(common, "", summary(common.words(), explained)));
        }
        return Diagnose.run(common, target.get(), explained);
    }

    /** Standard input, of which only so much counts. */
    static String input() throws IOException {
        return new String(System.in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    }

    private static boolean isConnection(Explained explained) {
        return !explained.symptom().equals("not-connection");
    }

    private static Optional<Target> target(Explained explained) {
        if (explained.host() == null || !isConnection(explained)) {
            return Optional.empty();
        }
        String host =
                explained.host().contains(":") ? "[" + explained.host() + "]" : explained.host();
        String scheme = explained.scheme() == null ? "tcp" : explained.scheme();
        String port = explained.port() == null ? "" : ":" + explained.port();
        try {
            return Optional.of(
                    host.startsWith("/")
                            ? TargetParser.parse("unix://" + host)
                            : TargetParser.parse(
                                    scheme.toLowerCase(Locale.ROOT) + "://" + host + port));
        } catch (TargetException e) {
            // The text names no port, and its scheme has none of its own: there is nothing to try.
            return Optional.empty();
        }
    }

    private static String summary(Words words, Explained explained) {
        String symptom = words.message("symptom." + explained.symptom());
        String key = isConnection(explained) ? where(explained) : "explain.not-connection";
        return words.message(key, Map.of("symptom", symptom, "at", String.valueOf(at(explained))));
    }

    private static String where(Explained explained) {
        return at(explained) == null ? "explain.says" : "explain.says-at";
    }

    private static @Nullable String at(Explained explained) {
        return explained.port() == null
                ? explained.host()
                : explained.host() + ":" + explained.port();
    }

    private static String text(Common common, Explained explained) {
        Words words = common.words();
        var text = new StringBuilder(line(common, "", summary(words, explained)));
        if (!explained.causes().isEmpty()) {
            text.append(words.message("explain.causes")).append('\n');
        }
        explained.causes().stream()
                .limit(SHOWN_CAUSES)
                .map(id ->
                        words.message("cause.named", Map.of("title", title(words, id), "id", id)))
                .forEach(cause -> text.append(line(common, "  - ", cause)));
        return text.toString();
    }

    private static String line(Common common, String lead, String text) {
        return Prose.hanging(lead, text, common.terminal().layout().columns());
    }

    private static String title(Words words, String id) {
        return words.causeIfAny(id, "title", Map.of())
                .orElseGet(() -> words.message("title." + id));
    }
}
