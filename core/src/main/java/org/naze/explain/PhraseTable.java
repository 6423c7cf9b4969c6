package org.naze.explain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * A table of phrases in a resource of this package: lines under headings {@code == name weight},
 * {@code #} for remarks. What a new runtime says is a new line.
 */
record PhraseTable(List<Row> rows) {

    /**
     * One line.
     *
     * @param name what its heading stands for
     * @param weight the heading's number
     * @param phrases all of which have to stand in the text
     */
    record Row(String name, int weight, List<Phrase> phrases) {
        /** Adds where the first of its phrases stands, if all do. */
        private void addHits(ErrorText text, List<Hit> hits) {
            for (Phrase phrase : phrases) {
                if (!phrase.mayStandIn(text)) {
                    return;
                }
            }
            for (int i = 1; i < phrases.size(); i++) {
                if (phrases.get(i).first(text).isEmpty()) {
                    return;
                }
            }
            for (MatchResult match : phrases.getFirst().all(text)) {
                hits.add(new Hit(this, match));
            }
        }
    }

    /** A line that stands in a text, and where. */
    record Hit(Row row, MatchResult match) {}

    static PhraseTable read(String name) {
        InputStream stream =
                Objects.requireNonNull(
                        PhraseTable.class.getResourceAsStream("/explain/" + name), name);
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return parsed(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PhraseTable parsed(List<String> lines) {
        var rows = new ArrayList<Row>();
        String name = "";
        int weight = 0;
        for (String line : lines) {
            if (line.startsWith("== ")) {
                int space = line.lastIndexOf(' ');
                name = line.substring(3, space).strip();
                weight = Integer.parseInt(line.substring(space + 1));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                List<Phrase> phrases = Arrays.stream(line.split(" && ")).map(Phrase::new).toList();
                rows.add(new Row(name, weight, phrases));
            }
        }
        return new PhraseTable(List.copyOf(rows));
    }

    /**
     * Every place where a line stands in the text: the weightiest first, then in the text's order.
     */
    List<Hit> hits(ErrorText text) {
        var hits = new ArrayList<Hit>();
        for (Row row : rows) {
            row.addHits(text, hits);
        }
        hits.sort(
                Comparator.<Hit>comparingInt(hit -> -hit.row.weight)
                        .thenComparingInt(hit -> hit.match.start()));
        return hits;
    }

    /** The weightiest line that stands in the text; of equally weighty ones the first. */
    Optional<Hit> strongest(ErrorText text) {
        return hits(text).stream().findFirst();
    }
}
