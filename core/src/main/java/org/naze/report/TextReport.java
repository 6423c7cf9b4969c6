package org.naze.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Check;
import org.naze.model.Clue;
import org.naze.model.Command;
import org.naze.model.Diagnosis;
import org.naze.model.Fact;
import org.naze.model.Fact.Unchecked;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Outcome;
import org.naze.model.Remedy;
import org.naze.model.Step;
import org.naze.model.Verdict;
import org.naze.report.Layout.Color;

/**
 * The report for people: the answer in the first line and the one thing to do in the second; then
 * the way, the causes, what was ruled out and what was not looked at. Not thread-safe.
 */
public final class TextReport {
    private final Words words;
    private final Phrases phrases;
    private final Layout layout;
    private final boolean verbose;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param verbose also show every fact
     */
    public TextReport(Words words, Layout layout, boolean verbose) {
        this.words = words;
        this.phrases = new Phrases(words);
        this.layout = layout;
        this.verbose = verbose;
    }

    /** The whole report, lines ended by a line feed. */
    public String of(Diagnosis diagnosis) {
        lines.clear();
        verdict(diagnosis);
        path(diagnosis);
        causes(diagnosis);
        checks(diagnosis);
        ruledOut(diagnosis);
        unchecked(diagnosis);
        differ(diagnosis);
        if (verbose) {
            facts(diagnosis);
        }
        return String.join("\n", lines) + "\n";
    }

    /** The answer and the one thing to do, for {@code --quiet}. */
    public String briefly(Diagnosis diagnosis) {
        lines.clear();
        verdict(diagnosis);
        return String.join("\n", lines) + "\n";
    }

    private void verdict(Diagnosis diagnosis) {
        boolean bad = diagnosis.isProblem();
        String mark = bad ? layout.mark("✗", "x") : layout.mark("✓", "ok");
        Color color = bad ? Color.RED : Color.GREEN;
        paragraph(layout.paint(color, mark) + " ", "  ", headline(diagnosis), Color.BOLD);
        if (isOpen(diagnosis) && !diagnosis.checks().isEmpty()) {
            check(diagnosis, diagnosis.checks().getFirst(), "  " + layout.mark("→", "->") + " ");
        } else {
            top(diagnosis).flatMap(TextReport::firstRemedy).ifPresent(r -> firstAid(diagnosis, r));
        }
    }

    /** Nothing speaks for one cause more than for another: then the answer is how to find out. */
    private static boolean isOpen(Diagnosis diagnosis) {
        return top(diagnosis).filter(f -> f.verdict() == Verdict.POSSIBLE).isPresent();
    }

    private void check(Diagnosis diagnosis, Check check, String first) {
        paragraph(first, "    ", words.message("check." + check.key(), check.values()), Color.CYAN);
        String line = Phrases.line(diagnosis, check.where(), check.command());
        lines.add("    " + layout.paint(Color.BOLD, line));
    }

    private static Optional<Finding> top(Diagnosis diagnosis) {
        return diagnosis.causes().stream()
                .filter(f -> f.verdict() != Verdict.RULED_OUT)
                .findFirst();
    }

    private String headline(Diagnosis diagnosis) {
        String uri = diagnosis.evidence().target().uri();
        Optional<Finding> top = top(diagnosis);
        if (isOpen(diagnosis) && !diagnosis.checks().isEmpty()) {
            long fitting =
                    diagnosis.causes().stream()
                            .filter(f -> f.verdict() == Verdict.POSSIBLE)
                            .count();
            String outcome = words.message("outcome." + Kebab.of(diagnosis.outcome()));
            var values = Map.of("uri", uri, "outcome", outcome, "count", Long.toString(fitting));
            return words.message("headline.open", values);
        }
        if (top.isPresent()) {
            return hedged(top.get());
        }
        if (diagnosis.outcome() == Outcome.CONNECTED) {
            return words.message("headline.connected", Map.of("uri", uri));
        }
        String outcome = words.message("outcome." + Kebab.of(diagnosis.outcome()));
        return words.message("headline.unknown", Map.of("uri", uri, "outcome", outcome));
    }

    private String hedged(Finding finding) {
        var hedge = Map.of("sentence", "", "verdict", verdictWord(finding));
        return phrases.explanation(finding)
                + (finding.verdict() == Verdict.CONFIRMED
                        ? ""
                        : words.message("headline.hedged", hedge));
    }

    /**
     * A label and what it is of, with the language's own colon between them. The text is not handed
     * over as a value, because long values are cut.
     */
    private String labelled(String label, String text) {
        return words.message("labelled", Map.of("label", label, "text", "")) + text;
    }

    private String verdictWord(Finding finding) {
        return words.message("verdict." + Kebab.of(finding.verdict()));
    }

    /** Of several remedies the first that mends; looking comes after. */
    private static Optional<Remedy> firstRemedy(Finding finding) {
        return finding.remedies().stream().findFirst();
    }

    private void firstAid(Diagnosis diagnosis, Remedy remedy) {
        Finding top = top(diagnosis).orElseThrow();
        String arrow = layout.mark("→", "->");
        paragraph(
                "  " + arrow + " ",
                "    ",
                phrases.remedy(top, remedy) + place(remedy),
                Color.CYAN);
        command(diagnosis, remedy, remedy.command(), "    ");
    }

    private String place(Remedy remedy) {
        return " [" + words.message("where." + Kebab.of(remedy.where())) + "]";
    }

    private void path(Diagnosis diagnosis) {
        if (diagnosis.steps().isEmpty()) {
            return;
        }
        lines.add("");
        paragraph("  ", "    ", new PathLine(words, layout).of(diagnosis), Color.DIM);
        lines.add("");
        int widest =
                diagnosis.steps().stream()
                        .mapToInt(s -> Width.of(words.message("step." + s.name())))
                        .max()
                        .orElse(0);
        for (Step step : diagnosis.steps()) {
            String name = Width.pad(words.message("step." + step.name()), widest);
            String detail = words.message("step." + step.name() + "." + step.key(), step.values());
            String indent = " ".repeat(widest + 6);
            paragraph("  " + mark(step.status()) + " " + name + "  ", indent, detail, null);
        }
    }

    private String mark(Step.Status status) {
        return switch (status) {
            case OK -> layout.paint(Color.GREEN, layout.mark("✓", "+"));
            case FAILED -> layout.paint(Color.RED, layout.mark("✗", "x"));
            case WARNING -> layout.paint(Color.YELLOW, "!");
            case SKIPPED -> layout.paint(Color.DIM, "-");
        };
    }

    private void causes(Diagnosis diagnosis) {
        List<Finding> open =
                diagnosis.causes().stream().filter(f -> f.verdict() != Verdict.RULED_OUT).toList();
        if (open.isEmpty()) {
            return;
        }
        heading("heading.causes");
        int number = 1;
        for (Finding finding : open) {
            String head =
                    words.message(
                            "cause.judged",
                            Map.of(
                                    "title", phrases.title(finding),
                                    "id", finding.cause(),
                                    "verdict", verdictWord(finding)));
            paragraph("  " + number++ + ". ", "     ", head, Color.BOLD);
            if (number > 2) {
                paragraph("     ", "     ", phrases.explanation(finding), null);
            }
            boolean outdone = finding.verdict() != open.getFirst().verdict();
            if (!outdone || finding.verdict() != Verdict.POSSIBLE) {
                reasons(diagnosis, finding);
            }
        }
    }

    /** What a merely possible cause is left without, where something speaks for another. */
    private void reasons(Diagnosis diagnosis, Finding finding) {
        for (Clue clue : finding.clues()) {
            String sign = clue.supports() ? layout.mark("✓", "+") : layout.mark("✗", "-");
            paragraph("     " + sign + " ", "       ", phrases.clue(finding, clue), null);
        }
        for (Remedy remedy : finding.remedies()) {
            remedy(diagnosis, finding, remedy);
        }
    }

    private void remedy(Diagnosis diagnosis, Finding finding, Remedy remedy) {
        String arrow = layout.mark("→", "->");
        paragraph(
                "     " + arrow + " ",
                "       ",
                phrases.remedy(finding, remedy) + place(remedy),
                Color.CYAN);
        command(diagnosis, remedy, remedy.command(), "       ");
        if (remedy.undo() != null) {
            String undo =
                    labelled(
                            words.message("undo"),
                            Phrases.line(diagnosis, remedy.where(), remedy.undo()));
            lines.add("         " + layout.paint(Color.DIM, undo));
        }
        phrases.risk(finding, remedy)
                .ifPresent(risk ->
                        paragraph(
                                "         ",
                                "         ",
                                labelled(words.message("risk"), risk),
                                Color.DIM));
    }

    /** Commands are never wrapped: they are there to be copied. */
    private void command(
            Diagnosis diagnosis,
            Remedy remedy,
            @org.jspecify.annotations.Nullable Command command,
            String indent) {
        if (command != null) {
            lines.add(
                    indent
                            + layout.paint(
                                    Color.BOLD, Phrases.line(diagnosis, remedy.where(), command)));
        }
    }

    private void checks(Diagnosis diagnosis) {
        // Where nothing else is known it stands at the top already.
        if (diagnosis.checks().isEmpty() || isOpen(diagnosis)) {
            return;
        }
        heading("heading.check");
        for (Check check : diagnosis.checks()) {
            lines.add(
                    "  "
                            + layout.paint(
                                    Color.BOLD,
                                    Phrases.line(diagnosis, check.where(), check.command())));
            paragraph("  ", "  ", words.message("check." + check.key(), check.values()), null);
        }
    }

    private void ruledOut(Diagnosis diagnosis) {
        List<Finding> out =
                diagnosis.causes().stream().filter(f -> f.verdict() == Verdict.RULED_OUT).toList();
        if (out.isEmpty()) {
            return;
        }
        heading("heading.ruled-out");
        for (Finding finding : out) {
            String line = labelled(finding.cause(), phrases.explanation(finding));
            paragraph("  ", "    ", line, null);
        }
    }

    private void unchecked(Diagnosis diagnosis) {
        List<Unchecked> all =
                diagnosis.evidence().all(Unchecked.class).stream().distinct().toList();
        if (all.isEmpty()) {
            return;
        }
        heading("heading.unchecked");
        String command = Command.asRoot("naze", diagnosis.evidence().target().uri()).line(true);
        for (Unchecked u : all) {
            var values = Map.of("detail", u.detail(), "command", command);
            String why = words.message("reason." + Kebab.of(u.reason()), values);
            paragraph("  ", "    ", labelled(question(u), why), null);
        }
    }

    /** Saved facts may come from a later version, which asks what this one has no words for. */
    private String question(Unchecked u) {
        return words.messageIfAny("unchecked." + u.question(), Map.of())
                .orElseGet(() -> Safe.text(u.question()));
    }

    /** After a success: why the program that failed may still fail. */
    private void differ(Diagnosis diagnosis) {
        if (diagnosis.isProblem()) {
            return;
        }
        heading("heading.differ");
        var evidence = diagnosis.evidence();
        bullet(words.message("differ.user"));
        bullet(
                evidence.first(Fact.Proxy.class)
                        .map(p ->
                                words.message(
                                        "differ.proxy", Map.of("proxy", p.host() + ":" + p.port())))
                        .orElseGet(() -> words.message("differ.proxy-none")));
        List<String> addresses =
                diagnosis.addresses().stream().map(Diagnosis.AddressOutcome::address).toList();
        if (addresses.size() > 1) {
            bullet(
                    words.message(
                            "differ.family", Map.of("addresses", String.join(", ", addresses))));
        }
        if (!evidence.target().scheme().equals("tcp")) {
            bullet(words.message("differ.protocol"));
        }
    }

    private void facts(Diagnosis diagnosis) {
        lines.add("");
        for (var entry : diagnosis.evidence().entries()) {
            String fact = Safe.text(String.valueOf(FactJson.write((Record) entry.fact())));
            lines.add(
                    layout.paint(
                            Color.DIM,
                            "  "
                                    + Safe.text(entry.id())
                                    + " "
                                    + Kebab.of(entry.fact().getClass())
                                    + " "
                                    + fact));
        }
    }

    private void bullet(String text) {
        paragraph("  - ", "    ", text, null);
    }

    private void heading(String key) {
        lines.add("");
        lines.add(layout.paint(Color.BOLD, words.message(key)));
    }

    private void paragraph(
            String first,
            String next,
            String text,
            @org.jspecify.annotations.Nullable Color color) {
        List<String> wrapped = Width.wrap(text, layout.columns() - Width.of(next));
        for (int i = 0; i < wrapped.size(); i++) {
            String line = color == null ? wrapped.get(i) : layout.paint(color, wrapped.get(i));
            lines.add((i == 0 ? first : next) + line);
        }
    }
}
