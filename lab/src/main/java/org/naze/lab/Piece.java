package org.naze.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a network that can be put together with others: a fault, something harmless, or what is
 * there by default. lab/pieces.txt says what its keys mean.
 *
 * @param keys what it says of itself; absent where it says nothing
 * @param lines what is done and looked at, as in a scenario's file, with placeholders
 */
record Piece(String name, Map<String, List<String>> keys, List<String> lines) {
    private static final Set<String> KEYS =
            Set.of(
                    "default",
                    "takes",
                    "true",
                    "looks-like",
                    "needs",
                    "host",
                    "leads-to",
                    "argument");

    Piece {
        keys = Map.copyOf(keys);
        lines = List.copyOf(lines);
    }

    /**
     * All pieces of a file.
     *
     * @throws ScenarioFile.Malformed if it can't be read
     */
    static List<Piece> read(Path file) throws IOException {
        var pieces = new ArrayList<Piece>();
        for (String block : Files.readString(file).split("\n\n")) {
            List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                pieces.add(parse(lines));
            }
        }
        return pieces;
    }

    private static Piece parse(List<String> lines) {
        String first = lines.getFirst();
        if (!first.startsWith("piece: ")) {
            throw new ScenarioFile.Malformed("a piece begins with \"piece: NAME\", not " + first);
        }
        var keys = new LinkedHashMap<String, List<String>>();
        var rest = new ArrayList<String>();
        for (String line : lines.subList(1, lines.size())) {
            String key = line.substring(0, Math.max(0, line.indexOf(':')));
            if (KEYS.contains(key)) {
                keys.put(key, List.of(line.substring(key.length() + 2).split(" ")));
            } else {
                rest.add(line);
            }
        }
        return new Piece(first.substring("piece: ".length()), keys, rest);
    }

    /** What it says under a key. */
    List<String> words(String key) {
        return keys.getOrDefault(key, List.of());
    }

    boolean isDefault() {
        return keys.containsKey("default");
    }

    boolean isFault() {
        return keys.containsKey("true");
    }

    boolean isHarmless() {
        return !isFault() && !isDefault();
    }

    boolean needs(String what) {
        return words("needs").contains(what);
    }

    /** Whether the two can be in one network. */
    boolean goesWith(Piece other) {
        return !overlaps(other)
                && !excludes(other)
                && !other.excludes(this)
                && !clash(other, "name", "literal")
                && !clash(other, "tcp", "http");
    }

    /** Whether both decide the same. */
    boolean overlaps(Piece other) {
        return words("takes").stream().anyMatch(other.words("takes")::contains);
    }

    private boolean excludes(Piece other) {
        return other.words("takes").stream().anyMatch(what -> needs("without-" + what));
    }

    private boolean clash(Piece other, String one, String two) {
        return needs(one) && other.needs(two) || needs(two) && other.needs(one);
    }
}
