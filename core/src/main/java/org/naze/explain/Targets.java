package org.naze.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a text names as the thing connected to. A phrase of the table says so; where none does, an
 * address that stands on the very line of the error, unless the words before it say that it is
 * something else. Never a guess: a wrong target is worse than none.
 */
final class Targets {
    private static final PhraseTable TABLE = PhraseTable.read("targets.txt");

    /** Under this name stand places behind a proxy, under {@code hop} the next machine. */
    private static final String END = "end";

    /** From this weight on, nothing but a host follows a phrase, however it looks. */
    private static final int CERTAIN = 8;

    /** From this weight on, a port makes a host of any word before it. */
    private static final int PROBABLE = 7;

    private static final Phrase URL = new Phrase("{url}");
    private static final Phrase ADDRESS = new Phrase("{addr}");

    /** Stands before an address that is not the target: the other end, or a page to read. */
    private static final Pattern OTHER =
            Pattern.compile(
                    "(?i).*(?:client|from|local|laddr|listen(?:ing)?(?: on)?|source|src|referr?er|origin"
                            + "|request|error at|bind|binding|see|docs?|help|visit|line|file|proxy|->)[:= \"'(\\[/]*");

    private Targets() {}

    static Named in(ErrorText text, Told told) {
        boolean behindProxy = told.symptom() == Symptom.PROXY_FAILURE;
        List<PhraseTable.Hit> hits =
                TABLE.hits(text).stream()
                        .filter(hit -> !behindProxy || hit.row().name().equals(END))
                        .toList();
        List<Named> named = hits.stream().flatMap(hit -> place(hit).stream()).toList();
        if (!named.isEmpty()) {
            return completed(named);
        }
        return behindProxy ? Named.NOTHING : nearby(text, told).orElse(Named.NOTHING);
    }

    private static Optional<Named> place(PhraseTable.Hit hit) {
        int weight = hit.row().weight();
        return Named.of(hit.match())
                .filter(named ->
                        weight >= CERTAIN
                                || named.looksLikePlace()
                                || weight >= PROBABLE
                                        && named.port() != null
                                        && !named.looksLikeFile());
    }

    /** The first place; what it lacks, another mention of the same place may give. */
    private static Named completed(List<Named> named) {
        Named whole = named.getFirst();
        for (Named other : named) {
            whole = whole.with(other);
        }
        return whole;
    }

    private static Optional<Named> nearby(ErrorText text, Told told) {
        int from = text.lineStart(told.at());
        int to = text.lineEnd(told.at());
        var near = new ArrayList<MatchResult>();
        near.addAll(URL.within(text, from, to));
        near.addAll(ADDRESS.within(text, from, to));
        return near.stream()
                .sorted(Comparator.comparingInt(match -> Math.abs(match.start() - told.at())))
                .filter(match -> !isOther(text, from, match.start()))
                .flatMap(match -> Named.of(match).stream())
                .filter(named -> named.scheme() != null || named.looksLikePlace())
                .findFirst();
    }

    private static boolean isOther(ErrorText text, int lineStart, int at) {
        return OTHER.matcher(text.text().substring(Math.max(lineStart, at - 24), at)).matches();
    }
}
