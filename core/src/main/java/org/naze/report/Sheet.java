package org.naze.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.report.Layout.Color;

/** The lines of a report as they grow, wrapped to the layout's width. Not thread-safe. */
final class Sheet {
    private final Words words;
    private final Layout layout;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> said = new HashSet<>();

    Sheet(Words words, Layout layout) {
        this.words = words;
        this.layout = layout;
    }

    Words words() {
        return words;
    }

    Layout layout() {
        return layout;
    }

    /** All lines, each ended by a line feed. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Whether no paragraph says just this. */
    boolean isNew(String text) {
        return !said.contains(text);
    }

    void blank() {
        lines.add("");
    }

    void heading(String key) {
        blank();
        line("", words.message(key), Color.BOLD);
    }

    void bullet(String text) {
        paragraph("  - ", "    ", text);
    }

    /** What to do. */
    void arrow(String indent, String text) {
        marked(indent, layout.mark("→", "->"), Color.CYAN, text, null);
    }

    /** A text behind a coloured mark. */
    void marked(String indent, String mark, Color of, String text, @Nullable Color color) {
        String next = indent + " ".repeat(mark.length() + 1);
        paragraph(indent + layout.paint(of, mark) + " ", next, text, color);
    }

    /** A command stands on a line of its own, whole and unbroken: it is there to be copied. */
    void command(String indent, String line) {
        line(indent, line, Color.BOLD);
    }

    /** A line that is never broken. */
    void line(String indent, String text, Color color) {
        lines.add(indent + layout.paint(color, text));
    }

    /**
     * A line that does not fit goes on below.
     *
     * @param first what the first line begins with, a mark for instance
     * @param next what the others begin with
     */
    void paragraph(String first, String next, String text) {
        paragraph(first, next, text, null);
    }

    void paragraph(String first, String next, String text, @Nullable Color color) {
        said.add(text);
        add(first, next, Width.wrap(text, layout.columns() - Width.of(next)), color);
    }

    /** The same of a text that may be broken between these pieces alone. */
    void pieces(String indent, List<String> pieces, Color color) {
        add(indent, indent, Width.fill(pieces, layout.columns() - Width.of(indent)), color);
    }

    private void add(String first, String next, List<String> wrapped, @Nullable Color color) {
        for (int i = 0; i < wrapped.size(); i++) {
            String line = color == null ? wrapped.get(i) : layout.paint(color, wrapped.get(i));
            lines.add((i == 0 ? first : next) + line);
        }
    }
}
