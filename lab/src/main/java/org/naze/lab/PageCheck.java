package org.naze.lab;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.naze.model.NumericAddress;
import org.naze.model.Target;
import org.naze.model.TargetException;
import org.naze.model.TargetParser;
import org.naze.report.Language;

/**
 * One of the checks that a cause's page tells people to make, to be made on a machine of the
 * scenario: it has to show the sign that the page promises.
 *
 * @param line where it stands, and on which machine it is made
 * @param number which of the page's blocks of commands, counted from 1
 * @param values what stands in the scenario for the page's example values
 * @param absent the sign is that this text is not there
 * @param sign part of what the commands print
 */
record PageCheck(
        Scenario.Line line,
        String cause,
        int number,
        Map<String, String> values,
        boolean absent,
        String sign) {

    /** What pages use as examples of the server: RFC 5737, RFC 6761. */
    private static final String ADDRESS = "192.0.2.10";

    private static final String PORT = "8282";
    private static final String HOST = "chat.example";

    /** Addresses that are nobody's: one that is left in a command shows nothing. */
    private static final Pattern EXAMPLE =
            Pattern.compile("\\b(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+\\b");

    /**
     * Reads {@code [CAUSE] N [EXAMPLE=VALUE …] => [not ]SIGN}.
     *
     * @param cause the one that the scenario proves, where the line names none
     * @param arguments the scenario's, which name the target
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static PageCheck of(
            Scenario.Line line, Optional<String> cause, String sign, List<String> arguments) {
        var words = new ArrayDeque<>(line.words());
        if (words.isEmpty()) {
            throw new IllegalArgumentException(
                    "a page-check is [CAUSE] N [EXAMPLE=VALUE …] => SIGN");
        }
        String of = words.peek().matches("\\d+") ? cause.orElse("") : words.remove();
        if (!Contract.CAUSES.contains(of)) {
            throw new IllegalArgumentException("whose page? name the cause before the number");
        }
        String number = words.isEmpty() ? "" : words.remove();
        if (!number.matches("[1-9]")) {
            throw new IllegalArgumentException("no number of a check command: " + number);
        }
        Map<String, String> values = examples(arguments);
        words.forEach(word -> putExample(values, word));
        boolean absent = sign.startsWith("not ");
        String text = absent ? sign.substring("not ".length()).strip() : sign;
        return new PageCheck(line, of, Integer.parseInt(number), Map.copyOf(values), absent, text);
    }

    private static void putExample(Map<String, String> values, String word) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("not EXAMPLE=VALUE: " + word);
        }
        values.put(word.substring(0, equals), word.substring(equals + 1));
    }

    /** The target's own values stand for the page's, without being said. */
    private static Map<String, String> examples(List<String> arguments) {
        var values = new LinkedHashMap<String, String>();
        target(arguments)
                .ifPresent(target -> {
                    boolean numeric = NumericAddress.of(target.host()).isPresent();
                    values.put(numeric ? ADDRESS : HOST, target.host());
                    values.put(PORT, Integer.toString(target.port()));
                });
        return values;
    }

    static Optional<Target> target(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> !argument.startsWith("-"))
                .flatMap(argument -> parsed(argument).stream())
                .findFirst();
    }

    private static Optional<Target> parsed(String argument) {
        try {
            return Optional.of(TargetParser.parse(argument));
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    /**
     * The commands as people would type them here.
     *
     * @throws IllegalArgumentException if the page has no such block, or an example is left in it
     */
    String script() {
        String script = here(CausePage.of(cause, Language.EN).block(number).script());
        Matcher left = EXAMPLE.matcher(script);
        while (left.find()) {
            if (!values.containsValue(left.group())) {
                throw new IllegalArgumentException(
                        "say what stands for the page's %s: %s=…"
                                .formatted(left.group(), left.group()));
            }
        }
        return script;
    }

    /** What the page says of it, with the values of here. */
    String promise(Language language) {
        return here(CausePage.of(cause, language).block(number).sign());
    }

    /** All examples in one go, the longest first, so that no value is taken for an example. */
    private String here(String text) {
        String any =
                values.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w.])(?:" + any + ")(?![\\w]|\\.\\w)")
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group())));
    }

    /** Whether the sign is there, or is absent as it should be. */
    boolean isShownBy(String printed) {
        return printed.contains(sign) != absent;
    }
}
