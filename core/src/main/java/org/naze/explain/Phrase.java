package org.naze.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A phrase to look for, written for people: words in any case, a space for any white space, and
 * placeholders: {@code …} what else may stand in between on the same line, {@code {n}} a number,
 * {@code {w}} a word, {@code {s}} one white space, {@code {eq}} what stands between a key and its
 * value, {@code {sep}} what stands between two values, {@code {errno}} and {@code {code}} the words
 * before an error number; {@code {host}}, {@code {port}}, {@code {at}} (host, and port if given),
 * {@code {addr}} (host and port), {@code {url}} and {@code {path}} are what the text names as its
 * target.
 *
 * <p>Every part is bounded, and only so many places are tried, so that a hostile text costs no more
 * than a long one.
 */
final class Phrase {
    private static final int MOST_PLACES = 64;
    private static final int MOST_BEFORE = 320;
    private static final int MOST_AFTER = 800;
    private static final int MOST_STRETCH = 4000;

    private static final String NAME = "[A-Za-z0-9_*](?:[A-Za-z0-9_.*-]{0,251}[A-Za-z0-9_*])?";
    private static final String V6 = "[0-9a-fA-F:]{2,39}?(?:%[A-Za-z0-9]{1,16})?";
    private static final String V4_IN_V6 = "[0-9a-fA-F:]{2,30}:\\d{1,3}(?:\\.\\d{1,3}){3}";
    private static final String BARE_V6 =
            "(?<bare>" + V4_IN_V6 + "|(?=[0-9a-fA-F]{0,4}:)" + V6 + ")";

    /** A name or an address; where it says {@code name/address}, both. */
    private static final String HOST =
            "(?:(?<name>"
                    + NAME
                    + ")?/(?=[0-9<\\[:*x]))?"
                    + "(?:\\[(?<boxed>"
                    + V4_IN_V6
                    + "|"
                    + V6
                    + "|"
                    + NAME
                    + ")\\]"
                    + "|<[a-z ]{1,20}>|"
                    + BARE_V6
                    + "(?=[^0-9a-zA-Z.:]|:\\d{1,5}(?![0-9A-Za-z:.%])|[.:]?(?:\\s|$))|(?<host>"
                    + NAME
                    + "))";

    private static final String PORT = "(?<port>\\d{1,5})(?![0-9A-Za-z])";

    private static final String URL_START =
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,20})://(?:[^\\s\"'<>/@]{0,200}@)?";
    private static final String NUMBER = "\\]?\\s{0,2}(?:is|[=:#])?\\s{0,2}[(\\[]?";

    private static final Pattern PIECE = Pattern.compile("…|\\{[a-z]+\\}");

    private final String source;
    private final List<String> words;
    private final String anchor;
    private final boolean startsWithAnchor;
    private @Nullable Pattern compiled;

    Phrase(String source) {
        this.source = source;
        this.words =
                Arrays.stream(PIECE.split(source.toLowerCase(Locale.ROOT)))
                        .flatMap(literal -> Arrays.stream(literal.split(" ")))
                        .filter(word -> !word.isEmpty())
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        this.anchor = words.isEmpty() ? "" : words.getFirst();
        this.startsWithAnchor = source.toLowerCase(Locale.ROOT).startsWith(anchor);
    }

    /** Whether all its words are in the text: most often they are not, and all is said. */
    boolean mayStandIn(ErrorText text) {
        for (String word : words) {
            if (!text.lower().contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** The first place where it stands. */
    Optional<MatchResult> first(ErrorText text) {
        List<MatchResult> hits = hits(text, 1);
        return hits.isEmpty() ? Optional.empty() : Optional.of(hits.getFirst());
    }

    /** All places where it stands, in order. */
    List<MatchResult> all(ErrorText text) {
        return hits(text, MOST_PLACES);
    }

    private List<MatchResult> hits(ErrorText text, int most) {
        var hits = new ArrayList<MatchResult>();
        int at = text.lower().indexOf(anchor);
        int free = 0;
        for (int tries = 0; at >= 0 && tries < MOST_PLACES && hits.size() < most; tries++) {
            int from = startsWithAnchor ? at : Math.max(free, at - MOST_BEFORE);
            Matcher matcher = matcher(text, from, at + MOST_AFTER);
            if (startsWithAnchor ? matcher.lookingAt() : matcher.find()) {
                hits.add(matcher.toMatchResult());
                free = matcher.end();
            }
            at = text.lower().indexOf(anchor, Math.max(free, at + 1));
        }
        return hits;
    }

    /** All places on a stretch of the text, for a phrase that is nothing but a placeholder. */
    List<MatchResult> within(ErrorText text, int from, int to) {
        return matcher(text, from, Math.min(to, from + MOST_STRETCH))
                .results()
                .limit(MOST_PLACES)
                .toList();
    }

    private Matcher matcher(ErrorText text, int from, int to) {
        return regex().matcher(text.text())
                .region(from, Math.min(text.text().length(), to))
                .useTransparentBounds(true)
                .useAnchoringBounds(false);
    }

    /** Compiled when its anchor was seen: few of a table's phrases are in any one text. */
    private Pattern regex() {
        Pattern ready = compiled;
        if (ready == null) {
            ready =
                    Pattern.compile(
                            expression(source), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            compiled = ready;
        }
        return ready;
    }

    private static String expression(String source) {
        var regex = new StringBuilder(isWord(source.charAt(0)) ? "(?<![A-Za-z0-9_])" : "");
        Matcher piece = PIECE.matcher(source);
        int done = 0;
        while (piece.find()) {
            regex.append(literal(source.substring(done, piece.start())));
            regex.append(placeholder(piece.group()));
            done = piece.end();
        }
        regex.append(literal(source.substring(done)));
        return regex.append(isWord(source.charAt(source.length() - 1)) ? "(?-i:(?![a-z0-9]))" : "")
                .toString();
    }

    private static String placeholder(String name) {
        return switch (name) {
            case "…" -> "[^\\n]{0,80}?";
            case "{s}" -> "\\s";
            case "{n}" -> "\\d{1,10}";
            case "{w}" -> "[^\\s]{1,80}";
            case "{errno}" -> "(?:errno|os error|socket error|oserror)" + NUMBER;
            case "{code}" -> "(?:errno|error|winerror|code|errorcode|reason)" + NUMBER;
            case "{host}" -> HOST;
            case "{port}" -> PORT;
            case "{at}" -> HOST + "(?::" + PORT + ")?";
            case "{addr}" -> HOST + ":" + PORT;
            case "{url}" -> URL_START + HOST + "(?::" + PORT + ")?";
            case "{path}" ->
                    "(?<path>(?:unix:)?/[^\\s\"'<>,:]{1,120}|[A-Za-z]:\\\\[^\\s\"'<>|,:]{1,160})";
            case "{eq}" -> "[\"']?\\s{0,3}(?:=>|[:=])\\s{0,3}[\"']?";
            case "{sep}" -> "[\"']?[\\s,]{1,24}[\"']?";
            default -> throw new IllegalArgumentException(name + " is no placeholder");
        };
    }

    private static String literal(String words) {
        return words.isEmpty()
                ? ""
                : String.join(
                        "\\s{1,24}",
                        Arrays.stream(words.split(" ", -1))
                                .map(word -> word.isEmpty() ? "" : Pattern.quote(word))
                                .toList());
    }

    private static boolean isWord(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    @Override
    public String toString() {
        return source;
    }
}
