package org.naze.report;

import java.util.List;
import org.naze.model.Diagnosis;
import org.naze.model.Step;
import org.naze.report.Layout.Color;

/** The way from client to server: a drawing of it, then stretch by stretch. */
final class WayLines {
    private final Sheet sheet;
    private final Words words;

    WayLines(Sheet sheet) {
        this.sheet = sheet;
        this.words = sheet.words();
    }

    void write(Diagnosis diagnosis) {
        if (diagnosis.steps().isEmpty()) {
            return;
        }
        sheet.blank();
        sheet.pieces("  ", new PathLine(words, sheet.layout()).of(diagnosis.steps()), Color.DIM);
        // What could not be looked at has a part of the report to itself.
        List<Step> seen = diagnosis.steps().stream().filter(s -> !isUnchecked(s)).toList();
        int widest = seen.stream().mapToInt(s -> Width.of(name(s))).max().orElse(0);
        if (!seen.isEmpty()) {
            sheet.blank();
        }
        seen.forEach(step -> step(step, widest));
    }

    private static boolean isUnchecked(Step step) {
        return step.status() == Step.Status.SKIPPED && step.key().startsWith("skipped.");
    }

    private void step(Step step, int widest) {
        String detail = words.message("step." + step.name() + "." + step.key(), step.values());
        String name = Width.pad(name(step), widest);
        sheet.paragraph(
                "  " + mark(step.status()) + " " + name + "  ", " ".repeat(widest + 6), detail);
    }

    private String name(Step step) {
        return words.message("step." + step.name());
    }

    private String mark(Step.Status status) {
        Layout layout = sheet.layout();
        return switch (status) {
            case OK -> layout.paint(Color.GREEN, layout.mark("✓", "+"));
            case FAILED -> layout.paint(Color.RED, layout.mark("✗", "x"));
            case WARNING -> layout.paint(Color.YELLOW, "!");
            case SKIPPED -> layout.paint(Color.DIM, "-");
        };
    }
}
