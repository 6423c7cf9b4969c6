package org.naze.lab;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A scenario made of pieces, as the lines of its file: it can be read, kept and run like any other.
 */
record Mixture(String name, List<String> lines) {
    Mixture {
        lines = List.copyOf(lines);
    }

    Scenario scenario() {
        return ScenarioFile.parse(name, lines);
    }

    /** Two faults at once: so many of all pairs that go together, in an order by the seed. */
    static List<Mixture> pairs(List<Piece> pieces, int count, long seed) {
        List<Piece> faults = pieces.stream().filter(Piece::isFault).toList();
        var pairs = new ArrayList<List<Piece>>();
        for (int i = 0; i < faults.size(); i++) {
            for (Piece other : faults.subList(i + 1, faults.size())) {
                if (faults.get(i).goesWith(other)) {
                    pairs.add(List.of(faults.get(i), other));
                }
            }
        }
        return mixed("pair", pieces, pairs, count, seed);
    }

    /** A fault, or none, with something harmless: so many, in an order by the seed. */
    static List<Mixture> varied(List<Piece> pieces, int count, long seed) {
        var sets = new ArrayList<List<Piece>>();
        for (Piece harmless : pieces.stream().filter(Piece::isHarmless).toList()) {
            sets.add(List.of(harmless));
            pieces.stream()
                    .filter(Piece::isFault)
                    .filter(harmless::goesWith)
                    .forEach(fault -> sets.add(List.of(fault, harmless)));
        }
        return mixed("vary", pieces, sets, count, seed);
    }

    private static List<Mixture> mixed(
            String kind, List<Piece> pieces, List<List<Piece>> sets, int count, long seed) {
        var random = new Random(seed);
        Collections.shuffle(sets, random);
        return sets.stream().limit(count).map(set -> of(kind, pieces, set, random)).toList();
    }

    private static Mixture of(String kind, List<Piece> all, List<Piece> chosen, Random random) {
        Choice choice = Choice.of(chosen, random);
        List<Piece> parts =
                all.stream()
                        .filter(piece -> chosen.contains(piece) || choice.isCalledFor(piece))
                        .toList();
        String name = kind + chosen.stream().map(Piece::name).map("-"::concat).collect(joining());
        return new Mixture(name, lines(chosen, parts, choice));
    }

    private static List<String> lines(List<Piece> chosen, List<Piece> parts, Choice choice) {
        Set<String> truths = words(chosen, "true");
        String named = String.join(" ", truths.isEmpty() ? Set.of("nothing") : truths);
        var lines =
                new ArrayList<>(
                        List.of(
                                "title: "
                                        + chosen.stream()
                                                .map(Piece::name)
                                                .collect(joining(" and ")),
                                "proves: " + named,
                                "topology: routed"));
        parts.stream().flatMap(part -> part.lines().stream()).map(choice::fill).forEach(lines::add);
        lines.add("run: " + choice.fill(choice.uri() + arguments(chosen)));
        lines.add("expect all: " + expectation(truths, words(chosen, "looks-like")));
        return lines;
    }

    private static String arguments(List<Piece> chosen) {
        return chosen.stream()
                .flatMap(piece -> piece.words("argument").stream())
                .map(" "::concat)
                .collect(joining());
    }

    /** What two faults make one wait for may add up. */
    private static String expectation(Set<String> truths, Set<String> alike) {
        if (truths.isEmpty()) {
            return "connected; silent";
        }
        Set<String> first = new TreeSet<>(truths);
        first.addAll(alike);
        return "broken; first %s possible; also %s; within 9000"
                .formatted(String.join(" or ", first), String.join(" or ", truths));
    }

    private static Set<String> words(Collection<Piece> pieces, String key) {
        Stream<String> words = pieces.stream().flatMap(piece -> piece.words(key).stream());
        return new TreeSet<>(words.toList());
    }
}
