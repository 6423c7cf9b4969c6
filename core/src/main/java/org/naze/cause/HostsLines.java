package org.naze.cause;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.naze.model.Command;
import org.naze.model.Fact.HostsAliases;
import org.naze.model.Fact.HostsEntry;

/** Lines of the hosts file, and the commands that take one name out of effect in them. */
record HostsLines(String file, List<Line> lines) {
    /**
     * One of them.
     *
     * @param shared whether it names others, too, which are to keep their address
     */
    record Line(int number, String name, boolean shared) {
        private String off() {
            String pattern = name.replaceAll("[^a-z0-9_-]", "[$0]");
            return shared
                    ? "s/([[:space:]])(" + pattern + "[.]?([[:space:]]|$))/\\1naze-off.\\2/I"
                    : "s/^/# /";
        }

        private String on() {
            return shared ? "s/naze-off[.]//" : "s/^# //";
        }
    }

    /**
     * The lines that lead to where nothing serves; without the first alone the next would count.
     */
    static HostsLines misleading(Scene scene, HostsEntry first) {
        var lines =
                scene.evidence().all(HostsEntry.class, e -> misleads(scene, e, first)).stream()
                        .map(e -> new Line(e.line(), e.name(), isShared(scene, e)))
                        .toList();
        return new HostsLines(first.file(), lines);
    }

    private static boolean misleads(Scene scene, HostsEntry entry, HostsEntry first) {
        return entry.equals(first)
                || entry.file().equals(first.file())
                        && scene.failure(c -> c.address().equals(entry.address())).isPresent();
    }

    private static boolean isShared(Scene scene, HostsEntry entry) {
        return scene.evidence()
                .has(
                        HostsAliases.class,
                        a -> a.line() == entry.line() && a.file().equals(entry.file()));
    }

    /** {@code 4, 5}. */
    String numbers() {
        return joined(", ", line -> Integer.toString(line.number));
    }

    /** A line with no other name becomes a comment; in another the name becomes one of nobody's. */
    Command off() {
        return inPlace(joined(";", line -> line.number + line.off()));
    }

    /** Takes {@link #off} back. */
    Command on() {
        return inPlace(joined(";", line -> line.number + line.on()));
    }

    private String joined(String between, Function<Line, String> text) {
        return lines.stream().map(text).collect(Collectors.joining(between));
    }

    /**
     * Edits lines. The file itself is written to: in a container it is a mount of its own, which
     * {@code sed -i} could not rename.
     */
    private Command inPlace(String edits) {
        String script = "t=$(sed -E \"$1\" \"$2\") && printf '%s\\n' \"$t\" > \"$2\"";
        return Command.asRoot("sh", "-c", script, "sh", edits, file);
    }
}
