package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
import org.naze.cause.Cause;
import org.naze.cause.Causes;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.RouteType;
import org.naze.model.Kebab;

/** The causes' words: every language says the same, and says all that the causes ask for. */
class CatalogueTest {
    private static final List<String> IDS = Causes.ALL.stream().map(Cause::id).toList();
    private static final KeysInSource SOURCES =
            KeysInSource.of(Catalogue.MODULE.resolve("src/main/java/org/naze/cause"));

    /** Four words of English in a row; a name such as Happy Eyeballs has fewer. */
    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]+(?: [a-z]+){3,}");

    /** What programs say, in quotes, and asides. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|“[^”]*”|（[^）]*）");

    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    /** Where Han and Latin meet there is a space, except in front of a mark. */
    private static final Pattern TOO_CLOSE =
            Pattern.compile(
                    "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}][A-Za-z0-9]"
                            + "|[A-Za-z0-9%)][\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    /** Chinese has marks of its own. */
    private static final Pattern LATIN_MARK = Pattern.compile("\\p{IsHan}[,;:!?(]|[);]\\p{IsHan}");

    @Test
    void everyCauseHasItsFiles() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                for (String ending : List.of(".properties", ".md")) {
                    assertThat(Catalogue.cause(id, language + ending))
                            .as("the cause %s needs this file: add it", id)
                            .exists();
                }
            }
        }
    }

    @Test
    void everyFolderHasItsCause() throws IOException {
        try (Stream<java.nio.file.Path> folders =
                Files.list(Catalogue.RESOURCES.resolve("causes"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .as("folders under causes, and the ids in Causes.ALL")
                    .containsExactlyInAnyOrderElementsOf(IDS);
        }
    }

    @Test
    void everyKeyThatACauseAsksForExists() {
        var missing = new TreeMap<String, Set<String>>();
        for (Cause cause : Causes.ALL) {
            Set<String> there = Catalogue.causeWords(cause.id(), "en").stringPropertyNames();
            SOURCES.of(cause.getClass().getSimpleName()).keys.stream()
                    .filter(key -> there.stream().noneMatch(pattern(key).asMatchPredicate()))
                    .forEach(key -> add(missing, cause.id(), key));
        }
        assertThat(missing).as(advice("lacks these lines, which the cause asks for")).isEmpty();
    }

    @Test
    void everyLineIsAskedFor() {
        var unused = new TreeMap<String, Set<String>>();
        for (Cause cause : Causes.ALL) {
            Set<String> asked = SOURCES.of(cause.getClass().getSimpleName()).keys;
            for (String key : Catalogue.causeWords(cause.id(), "en").stringPropertyNames()) {
                String what = key.replaceFirst("^risk\\.", "remedy.");
                boolean used =
                        Set.of("title", "explanation").contains(key)
                                || asked.stream()
                                        .anyMatch(each -> pattern(each).matcher(what).matches());
                if (!used) {
                    add(unused, cause.id(), key);
                }
            }
        }
        assertThat(unused).as(advice("has these lines, which nothing asks for: remove")).isEmpty();
    }

    /** What the sources show only as a part that is known at run time. */
    @Test
    void everyKindHasItsLine() {
        Properties route = Catalogue.causeWords("no-route", "en");
        for (RouteType type :
                List.of(
                        RouteType.NONE,
                        RouteType.UNREACHABLE,
                        RouteType.PROHIBIT,
                        RouteType.BLACKHOLE)) {
            assertThat(route)
                    .as(advice("no-route"))
                    .containsKeys(
                            "explanation." + Kebab.of(type), "evidence.route." + Kebab.of(type));
        }
        Properties servers = Catalogue.causeWords("dns-unreachable", "en");
        Set<LookupStatus> words =
                Set.of(LookupStatus.FOUND, LookupStatus.NXDOMAIN, LookupStatus.NODATA);
        for (LookupStatus status : LookupStatus.values()) {
            if (!words.contains(status)) {
                assertThat(servers)
                        .as(advice("dns-unreachable"))
                        .containsKey("evidence.server." + Kebab.of(status));
            }
        }
    }

    @Test
    void everyPlaceholderHasAValue() {
        var unknown = new TreeMap<String, Set<String>>();
        Set<String> common = SOURCES.of("Scene").literals;
        for (Cause cause : Causes.ALL) {
            Set<String> names = SOURCES.of(cause.getClass().getSimpleName()).literals;
            Catalogue.causeWords(cause.id(), "en")
                    .forEach((key, text) ->
                            Catalogue.placeholders((String) text).stream()
                                    .filter(name -> !names.contains(name) && !common.contains(name))
                                    .forEach(name -> add(unknown, cause.id() + " " + key, name)));
        }
        assertThat(unknown).as("placeholders that no value is given for").isEmpty();
    }

    @Test
    void everyLanguageHasTheSameLinesAndPlaceholders() {
        for (String id : IDS) {
            for (String language : Catalogue.OTHERS) {
                assertSame(
                        "causes/" + id + "/" + language,
                        Catalogue.causeWords(id, "en"),
                        Catalogue.causeWords(id, language));
            }
        }
    }

    static void assertSame(String where, Properties english, Properties other) {
        assertThat(other.stringPropertyNames())
                .as("the lines of %s.properties, held against the English ones", where)
                .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(Catalogue.placeholders(other.getProperty(key)))
                    .as("%s: placeholders of %s", where, key)
                    .isEqualTo(Catalogue.placeholders(english.getProperty(key)));
        }
    }

    @Test
    void noLineIsLeftInEnglish() {
        for (String id : IDS) {
            for (String language : Catalogue.OTHERS) {
                Catalogue.causeWords(id, language)
                        .forEach((key, text) -> assertIn(language, id + " " + key, (String) text));
            }
        }
    }

    /** A line of placeholders and punctuation alone needs no translation. */
    static void assertIn(String language, String where, String text) {
        boolean hasWords =
                Catalogue.withPlaceholders(text, "").codePoints().anyMatch(Character::isLetter);
        assertThat(!hasWords || Catalogue.isIn(language, text))
                .as("%s is not in %s: %s", where, language, text)
                .isTrue();
        String prose = QUOTED.matcher(CODE.matcher(text).replaceAll("x")).replaceAll("、");
        assertThat(prose).as("%s %s", language, where).doesNotContainPattern(ENGLISH);
        assertTypography(language, where, prose);
    }

    private static void assertTypography(String language, String where, String prose) {
        String filled = Catalogue.withPlaceholders(prose, "x");
        assertThat(filled).as("%s %s", language, where).doesNotContainPattern(TOO_CLOSE);
        if (language.equals("zh")) {
            assertThat(filled).as(where).doesNotContainPattern(LATIN_MARK);
        }
    }

    @Test
    void noLineHasLeftovers() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                Catalogue.causeWords(id, language)
                        .forEach((key, text) ->
                                assertClean(id + " " + language + " " + key, (String) text));
            }
        }
    }

    static void assertClean(String where, String text) {
        String filled = Catalogue.withPlaceholders(text, "x");
        assertThat(filled)
                .as(where)
                .isNotBlank()
                .doesNotContain("''", "{", "}", "%s", "\\", "\t")
                .doesNotContainPattern("\\S  +\\S|^ | $|[、。，；：（）] | [、。，；：（）]");
        assertThat(Catalogue.placeholders(text))
                .as(where)
                .allMatch(name -> name.matches("[a-z]+"), "a placeholder is one lower-case word");
        assertThat(text.codePoints().allMatch(Safe::isShowable)).as(where).isTrue();
    }

    /** The report's first line is an explanation: a sentence. The others are notes. */
    @Test
    void explanationsAreSentencesAndTheOthersAreNot() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                String stop = language.equals("en") ? "." : "。";
                Catalogue.causeWords(id, language)
                        .forEach((key, text) -> assertEnd(id, (String) key, (String) text, stop));
            }
        }
    }

    private static void assertEnd(String id, String key, String text, String stop) {
        assertThat(text.endsWith(stop))
                .as("%s %s ends with a full stop: %s", id, key, text)
                .isEqualTo(key.startsWith("explanation"));
    }

    /** The list of causes prints titles where there are no values. */
    @Test
    void titlesHaveNoPlaceholders() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                String title = Catalogue.causeWords(id, language).getProperty("title");
                assertThat(title).as(id).isNotNull().doesNotContain("{");
            }
        }
    }

    private static void add(Map<String, Set<String>> all, String id, String key) {
        all.computeIfAbsent(id, i -> new TreeSet<>()).add(key);
    }

    private static Pattern pattern(String key) {
        return Pattern.compile(
                Stream.of(key.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[a-z0-9-]+")));
    }

    private static String advice(String what) {
        return "core/src/main/resources/causes/<id>/{en,ja,zh}.properties: %s".formatted(what);
    }
}
