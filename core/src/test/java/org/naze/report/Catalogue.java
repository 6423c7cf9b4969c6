package org.naze.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files with the words, as they stand in the sources. */
final class Catalogue {
    /** Every language has every text: English stands in for none. */
    static final List<String> LANGUAGES = Stream.of(Language.values()).map(Language::tag).toList();

    /** Those that are held against English. */
    static final List<String> OTHERS =
            LANGUAGES.stream().filter(language -> !language.equals("en")).toList();

    static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    static final Path RESOURCES = MODULE.resolve("src/main/resources");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)\\}");

    private Catalogue() {}

    static Path cause(String id, String file) {
        return RESOURCES.resolve("causes").resolve(id).resolve(file);
    }

    static Properties causeWords(String id, String language) {
        return properties(cause(id, language + ".properties"));
    }

    static Properties messages(String language) {
        return properties(RESOURCES.resolve("messages/report." + language + ".properties"));
    }

    private static Properties properties(Path file) {
        try (var in = Files.newBufferedReader(file)) {
            var words = new Properties();
            words.load(in);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> page(String id, String language) {
        try {
            return Files.readAllLines(cause(id, language + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String withPlaceholders(String text, String filled) {
        return PLACEHOLDER.matcher(text).replaceAll(filled);
    }

    /** Whether a text has a character of the language: Han, and in Japanese also kana. */
    static boolean isIn(String language, String text) {
        return text.codePoints()
                .mapToObj(UnicodeScript::of)
                .anyMatch(script ->
                        script == UnicodeScript.HAN || language.equals("ja") && isKana(script));
    }

    private static boolean isKana(UnicodeScript script) {
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
    }

    static Set<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The text of every Java source under a folder. */
    static List<String> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(Catalogue::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
