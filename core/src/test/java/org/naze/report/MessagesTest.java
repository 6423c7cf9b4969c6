package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.naze.cause.Causes;
import org.naze.cause.Steadiness;
import org.naze.explain.Symptom;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Reason;
import org.naze.model.Kebab;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The report's own messages: every language has them all, and each that can be asked for. */
class MessagesTest {
    private static final Properties ENGLISH = Catalogue.messages("en");

    /** The sources of every module: the command's words stand among the report's. */
    private static final List<String> SOURCES =
            Stream.of("core", "linux", "server", "cli")
                    .map(module -> Catalogue.MODULE.resolve("..").resolve(module))
                    .map(module -> module.resolve("src/main/java").normalize())
                    .filter(Files::isDirectory)
                    .flatMap(module -> Catalogue.sources(module).stream())
                    .toList();

    private static final Path WAY =
            Catalogue.MODULE.resolve("src/main/java/org/naze/cause/Way.java");

    private static final Path CHANGES =
            Catalogue.MODULE.resolve("src/main/java/org/naze/cause/Changes.java");

    private static final Path LIKELY =
            Catalogue.MODULE.resolve("src/main/java/org/naze/explain/LikelyCauses.java");

    @Test
    void everyLanguageHasTheSameLinesAndPlaceholders() {
        for (String language : Catalogue.OTHERS) {
            CatalogueTest.assertSame(
                    "messages/report." + language, ENGLISH, Catalogue.messages(language));
        }
    }

    @Test
    void noLineHasLeftovers() {
        for (String language : Catalogue.LANGUAGES) {
            Catalogue.messages(language)
                    .forEach((key, text) -> {
                        // The help is laid out by hand, in lines.
                        if (!key.equals("help")) {
                            CatalogueTest.assertClean((String) key, (String) text);
                        }
                    });
        }
    }

    @Test
    void noLineIsLeftInEnglish() {
        for (String language : Catalogue.OTHERS) {
            Catalogue.messages(language)
                    .forEach((key, text) ->
                            CatalogueTest.assertIn(language, (String) key, (String) text));
        }
    }

    @Test
    void helpFitsATerminal() {
        for (String language : Catalogue.LANGUAGES) {
            String help = Catalogue.messages(language).getProperty("help");
            for (int columns : new int[] {60, 80}) {
                assertThat(Prose.table(help, columns).lines())
                        .allMatch(line -> Width.of(line) <= columns);
            }
        }
    }

    @Test
    void everyConstantHasItsWord() {
        var wanted = new TreeSet<String>();
        constants(wanted, "outcome.", Outcome.values());
        constants(wanted, "verdict.", Verdict.values());
        constants(wanted, "where.", Where.values());
        constants(wanted, "reason.", Reason.values());
        assertThere(wanted);
    }

    /** An error text may have causes that no diagnosis finds yet: those have a title alone. */
    @Test
    void everySymptomAndEveryCauseOfAnErrorTextHasItsWords() {
        var wanted = new TreeSet<String>();
        constants(wanted, "symptom.", Symptom.values());
        wanted.addAll(titles());
        assertThere(wanted);
    }

    private static Set<String> titles() {
        return prefixed(
                "title.",
                literals("\"([a-z]+(?:-[a-z]+)+)\"", List.of(Catalogue.sources(LIKELY).getFirst()))
                        .stream()
                        .filter(id -> Causes.byId(id).isEmpty())
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyStepHasItsWords() {
        assertThere(stepKeys());
    }

    @Test
    void everyQuestionLeftOpenHasItsWord() {
        Set<String> questions = literals("new (?:Fact\\.)?Unchecked\\(\\s*\"([^\"]+)\"");
        questions.addAll(literals("\\.into\\(\\s*\"([^\"]+)\""));
        assertThat(questions).contains("filter", "scan", "hosts", "resolv");
        assertThere(prefixed("unchecked.", questions));
    }

    @Test
    void everyChangeHasItsWords() {
        assertThere(changeKeys());
    }

    private static Set<String> changeKeys() {
        Pattern key = Pattern.compile("add\\(\\s*(?:leads\\(old\\) \\? )?\"([a-z]+)\"");
        Set<String> keys = Catalogue.found(key, 1, Catalogue.sources(CHANGES).getFirst());
        assertThat(keys).contains("outcome", "rule", "listener");
        return prefixed("change.", keys);
    }

    @Test
    void everyCheckHasItsWords() {
        Set<String> checks = literals("new Check\\(\\s*\"([^\"]+)\"");
        assertThat(checks).isNotEmpty();
        assertThere(prefixed("check.", checks));
    }

    @Test
    void everyMessageAskedForByNameExists() {
        Set<String> names = literals("(?:message|heading|bullet)\\(\\s*\"([a-z][a-z.-]+[a-z])\"");
        assertThat(names).contains("headline.connected", "heading.causes");
        assertThere(names);
        assertThere(prefixed("provisional.", literals("Provisional\\(\\s*\"([^\"]+)\"")));
    }

    @Test
    void everyLineIsAskedFor() {
        var used = new TreeSet<>(stepKeys());
        used.addAll(literals("\"([a-z][a-z.-]+)\""));
        constants(used, "outcome.", Outcome.values());
        constants(used, "verdict.", Verdict.values());
        constants(used, "where.", Where.values());
        constants(used, "reason.", Reason.values());
        constants(used, "symptom.", Symptom.values());
        used.addAll(titles());
        Set<String> names = literals("\"(?:--)?([a-z][a-z-]+)\"");
        for (String prefix :
                List.of(
                        "unchecked.",
                        "check.",
                        "provisional.",
                        "option.",
                        "change.",
                        "error.process.")) {
            used.addAll(prefixed(prefix, names));
        }
        assertThat(ENGLISH.stringPropertyNames())
                .as("messages/report.*.properties: lines that nothing asks for: remove them")
                .filteredOn(key -> !key.startsWith("value.") && !used.contains(key))
                .isEmpty();
    }

    /** {@code value.<name>.<value>} has words for one value of one placeholder. */
    @Test
    void everyValueIsOneOfAPlaceholder() {
        var placeholders = new TreeSet<String>();
        ENGLISH.values()
                .forEach(text -> placeholders.addAll(Catalogue.placeholders((String) text)));
        Causes.ALL.forEach(cause ->
                Catalogue.causeWords(cause.id(), "en")
                        .values()
                        .forEach(text ->
                                placeholders.addAll(Catalogue.placeholders((String) text))));
        assertThat(ENGLISH.stringPropertyNames())
                .filteredOn(key -> key.startsWith("value."))
                .isNotEmpty()
                .allMatch(key -> placeholders.contains(key.split("\\.", -1)[1]));
    }

    /** The names and keys that Way gives to its steps; see there. */
    private static Set<String> stepKeys() {
        String way = Catalogue.sources(WAY).getFirst();
        Map<String, Set<String>> keys = new TreeMap<>();
        for (String call : calls(way, "add(")) {
            List<String> arguments = arguments(call);
            if (arguments.size() != 5) {
                continue;
            }
            Set<String> names = texts(way, arguments.get(0));
            for (String name : names) {
                keys.computeIfAbsent(name, n -> new TreeSet<>())
                        .addAll(texts(way, arguments.get(3)));
            }
        }
        assertThat(keys.keySet())
                .contains("resolve", "proxy", "filter", "route", "gateway", "host", "connect");
        var all = new TreeSet<>(longStepKeys());
        keys.forEach((name, each) -> {
            all.add("step." + name);
            each.forEach(key -> all.addAll(expanded("step." + name + "." + key)));
        });
        return all;
    }

    /** Those of LongSteps, which are all constants' names. */
    private static Set<String> longStepKeys() {
        var all = new TreeSet<>(Set.of("step.tries", "step.hold"));
        constants(all, "step.tries.", Steadiness.values());
        for (Ending ending : Ending.values()) {
            all.add("step.hold." + Kebab.of(ending));
        }
        for (Ending ending : List.of(Ending.RST, Ending.TIMEOUT, Ending.UNREACHABLE)) {
            all.add("step.hold." + Kebab.of(ending) + "-asked");
        }
        return all;
    }

    private static Set<String> expanded(String key) {
        return key.endsWith("skipped.")
                ? Stream.of(Reason.values())
                        .map(reason -> key + Kebab.of(reason))
                        .collect(Collectors.toSet())
                : Set.of(key);
    }

    /** The string literals of an expression; of a variable those that it is given. */
    private static Set<String> texts(String source, String expression) {
        if (expression.matches("[a-z]\\w*")) {
            var all = new TreeSet<String>();
            // A parameter: what the callers of the method give.
            for (String call : calls(source, "unchecked(")) {
                if (expression.equals("question")) {
                    all.addAll(Catalogue.found(Pattern.compile("^\"([^\"]+)\"$"), 1, call));
                }
            }
            Pattern given = Pattern.compile("String " + expression + " =([^;]+);");
            Catalogue.found(given, 1, source).forEach(value -> all.addAll(texts(source, value)));
            return all;
        }
        return Catalogue.found(Pattern.compile("\"([^\"]+)\""), 1, expression);
    }

    /** What stands between the brackets of each call. */
    private static List<String> calls(String source, String opening) {
        var calls = new java.util.ArrayList<String>();
        int at = source.indexOf(opening);
        while (at >= 0) {
            int from = at + opening.length();
            calls.add(source.substring(from, closing(source, from)));
            at = source.indexOf(opening, from);
        }
        return calls;
    }

    private static int closing(String source, int from) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char c = source.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return at - 1;
    }

    private static List<String> arguments(String call) {
        var arguments = new java.util.ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < call.length(); i++) {
            char c = call.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                arguments.add(call.substring(from, i).strip());
                from = i + 1;
            }
        }
        arguments.add(call.substring(from).strip());
        return arguments;
    }

    private static void constants(Set<String> keys, String prefix, Enum<?>[] constants) {
        for (Enum<?> constant : constants) {
            keys.add(prefix + Kebab.of(constant));
        }
    }

    private static Set<String> prefixed(String prefix, Set<String> names) {
        return names.stream().map(name -> prefix + name).collect(Collectors.toSet());
    }

    private static Set<String> literals(String pattern) {
        return literals(pattern, SOURCES);
    }

    private static Set<String> literals(String pattern, List<String> sources) {
        var compiled = Pattern.compile(pattern);
        return sources.stream()
                .flatMap(source -> Catalogue.found(compiled, 1, source).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertThere(Set<String> keys) {
        assertThat(ENGLISH.stringPropertyNames())
                .as(
                        "core/src/main/resources/messages/report.{en,ja,zh}.properties: add these lines")
                .containsAll(keys);
    }
}
