package org.naze.report;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** JSON for people: what is short stands in one line, two blanks for each level. */
final class PrettyJson {
    private static final int WIDEST = 100;

    private PrettyJson() {}

    static String of(@Nullable Object tree) {
        return of(tree, "", 0);
    }

    /**
     * @param before how many characters stand before it in its line
     */
    private static String of(@Nullable Object tree, String indent, int before) {
        String line = line(tree);
        if (before + line.length() <= WIDEST) {
            return line;
        }
        String deeper = indent + "  ";
        var lines = new StringJoiner(",\n");
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                String start = deeper + line(name) + ": ";
                lines.add(start + of(value, deeper, start.length()));
            });
            return "{\n" + lines + "\n" + indent + "}";
        }
        if (tree instanceof List<?> list) {
            list.forEach(value -> lines.add(deeper + of(value, deeper, deeper.length())));
            return "[\n" + lines + "\n" + indent + "]";
        }
        return line;
    }

    private static String line(@Nullable Object tree) {
        var parts = new StringJoiner(", ");
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> parts.add(line(name) + ": " + line(value)));
            return "{" + parts + "}";
        }
        if (tree instanceof List<?> list) {
            list.forEach(value -> parts.add(line(value)));
            return "[" + parts + "]";
        }
        return tree instanceof String text
                ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : String.valueOf(tree);
    }
}
