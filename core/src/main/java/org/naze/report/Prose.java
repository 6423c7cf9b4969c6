package org.naze.report;

/** Text in lines that fit a terminal, for all that is no report. */
public final class Prose {
    /** A column narrower than this is harder to read than lines that the terminal breaks. */
    private static final int NARROWEST = 24;

    private final int columns;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder paragraph = new StringBuilder();

    private Prose(int columns) {
        this.columns = columns;
    }

    /** The lead, and beside it the text in lines of at most so many columns in all. */
    public static String hanging(String lead, String text, int columns) {
        int indent = Width.of(lead);
        var lines = Width.wrap(text, Math.max(NARROWEST, columns - indent));
        return lead + String.join("\n" + " ".repeat(indent), lines) + "\n";
    }

    /** Lines in two columns, with two blanks or more between them: the second is wrapped. */
    public static String table(String text, int columns) {
        var table = new StringBuilder();
        text.lines()
                .forEach(line -> {
                    int gap = line.lastIndexOf("  ");
                    table.append(
                            hanging(
                                    line.substring(0, gap < 0 ? 0 : gap + 2),
                                    line.substring(gap < 0 ? 0 : gap + 2),
                                    columns));
                });
        return table.toString();
    }

    /**
     * A page in Markdown, its headings, paragraphs and list items in lines of at most so many
     * columns. Commands and tables stay as they are.
     */
    public static String page(String markdown, int columns) {
        var page = new Prose(columns);
        boolean fence = false;
        for (String line : markdown.lines().toList()) {
            boolean mark = line.startsWith("```");
            fence ^= mark;
            if (mark || fence || line.isBlank() || line.startsWith("|")) {
                page.flush();
                page.out.append(line).append('\n');
            } else {
                page.add(line);
            }
        }
        page.flush();
        return page.out.toString();
    }

    private void add(String line) {
        if (line.startsWith("#") || line.startsWith("- ")) {
            flush();
        }
        String text = line.strip();
        if (!paragraph.isEmpty()
                && isParted(paragraph.codePointBefore(paragraph.length()), text.codePointAt(0))) {
            paragraph.append(' ');
        }
        paragraph.append(text);
    }

    private void flush() {
        if (!paragraph.isEmpty()) {
            String text = paragraph.toString();
            int lead = text.startsWith("#") || text.startsWith("- ") ? text.indexOf(' ') + 1 : 0;
            out.append(hanging(text.substring(0, lead), text.substring(lead), columns));
            paragraph.setLength(0);
        }
    }

    /**
     * Whether a line's end stands for a blank: not between two wide characters or at their marks.
     */
    private static boolean isParted(int before, int after) {
        boolean wide = Width.of(before) == 2 && Width.of(after) == 2;
        return !wide && !isWideMark(before) && !isWideMark(after);
    }

    /** Quotation marks and dots take one column, and yet stand like the wide ones in Chinese. */
    private static boolean isWideMark(int c) {
        return !Character.isLetterOrDigit(c) && (Width.of(c) == 2 || "“”‘’…".indexOf(c) >= 0);
    }
}
