package org.naze.report;

import java.util.ArrayList;
import java.util.List;

/** Widths and lines on a terminal, where East Asian characters take two columns (UAX #11). */
final class Width {
    /** Ranges of wide and full-width characters; the blocks of UAX #11's classes W and F. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000,
                0xa4cf,
        0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300,
                0x1f64f,
        0x1f680, 0x1f6ff, 0x1f900, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd
    };

    /** Characters that must not begin a line (JIS X 4051, GB/T 15834; the common ones). */
    private static final String NOT_FIRST = "、。，．・：；？！）」』】〕｝〉》”’…～％ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}";

    /** Characters that must not end a line. */
    private static final String NOT_LAST = "（「『【〔｛〈《“‘～([{";

    private static final int LONGEST_UNIT = 2;

    private Width() {}

    static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    /** The text with blanks up to so many columns. */
    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /**
     * The text in lines of at most so many columns: broken at blanks and between wide characters,
     * never before a closing mark. A word longer than the line stands alone, unbroken: it may be an
     * address to copy.
     */
    static List<String> wrap(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int width = 0;
        for (String piece : pieces(text)) {
            int wide = of(piece.stripTrailing());
            if (width > 0 && width + wide > columns) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                width = 0;
            }
            line.append(piece);
            width += of(piece);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** The smallest pieces that stay together. */
    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        int[] points = text.codePoints().toArray();
        int together = 0;
        for (int i = 0; i < points.length; i++) {
            piece.appendCodePoint(points[i]);
            together = Math.max(together, noteEnd(points, i));
            boolean last = i + 1 == points.length;
            if (last || i >= together && isBreak(points, i)) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
        }
        return pieces;
    }

    private static boolean isBreak(int[] points, int i) {
        int before = points[i];
        int after = points[i + 1];
        if (before == ' ') {
            return !isUnit(points, i);
        }
        return (of(before) == 2 || of(after) == 2)
                && after != ' '
                && NOT_FIRST.indexOf(after) < 0
                && NOT_LAST.indexOf(before) < 0;
    }

    /** Whether a number stands before the blank, and after it its unit: {@code 0.3 ms}. */
    private static boolean isUnit(int[] points, int blank) {
        int after = blank + 1;
        if (blank == 0 || !Character.isDigit(points[blank - 1])) {
            return false;
        }
        int end = after;
        while (end < points.length && points[end] >= 'a' && points[end] <= 'z') {
            end++;
        }
        return Character.isIdeographic(points[after]) || end > after && end <= after + LONGEST_UNIT;
    }

    /** Where a short note in square brackets ends that begins here: it stays together. */
    private static int noteEnd(int[] points, int start) {
        for (int i = start; points[start] == '[' && i < points.length && i < start + 20; i++) {
            if (points[i] == ']') {
                return i;
            }
        }
        return start;
    }
}
