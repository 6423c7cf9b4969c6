package org.naze.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TargetExceptionTest {
    private static final List<String> LANGUAGES = List.of("en", "ja", "zh");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+\\}");
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(?:jdbc:[a-z:@]+//|[a-z+]+://|\\[)[^\\s{},]+|[\\p{L}\\d.-]+\\.[\\p{L}\\d-]+:\\d+");

    @Test
    void everyLanguageSaysTheSame() throws Exception {
        Properties english = words("en");

        for (String language : LANGUAGES) {
            Properties other = words(language);
            assertThat(other.keySet()).as(language).isEqualTo(english.keySet());
            for (String key : english.stringPropertyNames()) {
                assertThat(found(PLACEHOLDER, other.getProperty(key)))
                        .as("%s %s", language, key)
                        .isEqualTo(found(PLACEHOLDER, english.getProperty(key)));
                assertThat(language.equals("en") || isWide(other.getProperty(key)))
                        .as("%s %s is left in English", language, key)
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsShownAsRightIsRight() throws Exception {
        for (String language : LANGUAGES) {
            Properties words = words(language);
            for (String key : words.stringPropertyNames()) {
                String line = words.getProperty(key);
                Set<String> examples = found(EXAMPLE, line);
                examples.removeIf(each -> each.startsWith("mongodb+srv") || each.endsWith("://"));
                assertThat(examples.isEmpty() && !line.contains("{example}")).as(line).isFalse();
                examples.forEach(each ->
                        assertThatCode(() -> TargetParser.parse(each))
                                .as(each)
                                .doesNotThrowAnyException());
            }
        }
    }

    @Test
    void valuesAreSafeToPrint() {
        var exception =
                new TargetException("v4", Map.of("host", "a\u001b[31m\u202eb" + "c".repeat(100)));

        assertThat(exception.getMessage()).startsWith("a�[31m�bccc").contains("c…");
        assertThat(exception.getMessage().length()).isLessThan(200);
    }

    @Test
    void aLanguageWithoutWordsIsEnglish() {
        var exception = new TargetException("empty", Map.of());

        assertThat(exception.message(Locale.KOREAN)).isEqualTo(exception.getMessage());
        assertThat(exception.message(Locale.JAPAN)).startsWith("接続先");
        assertThat(exception.message(Locale.TAIWAN)).startsWith("没有指定目标");
    }

    private static boolean isWide(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }

    private static Properties words(String language) throws Exception {
        String name = "/messages/targets." + language + ".properties";
        try (var stream = TargetException.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            var words = new Properties();
            words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return words;
        }
    }

    private static Set<String> found(Pattern pattern, String line) {
        return new TreeSet<>(pattern.matcher(line).results().map(MatchResult::group).toList());
    }
}
