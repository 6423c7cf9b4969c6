package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first page that people see says the same in every language. */
class ReadmeTest {
    private static final Path TOP = Catalogue.MODULE.resolve("..").normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

    private static Path file(String language) {
        return TOP.resolve(language.equals("en") ? "README.md" : "README." + language + ".md");
    }

    private static String text(String language) throws IOException {
        return Files.readString(file(language));
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(text(language)).results().map(MatchResult::group).toList();
    }

    /** The commands, options and files that the prose names. */
    private static Set<String> code(String language) throws IOException {
        String prose = BLOCK.matcher(text(language)).replaceAll("");
        return new TreeSet<>(Catalogue.found(CODE, 1, prose));
    }

    private static Set<String> links(String language) throws IOException {
        Set<String> links = Catalogue.found(LINK, 1, text(language));
        links.removeIf(link -> link.startsWith("README"));
        return links;
    }

    @Test
    void everyLanguageShowsTheSame() throws IOException {
        assertThat(blocks("en")).hasSizeGreaterThan(2);
        for (String language : Catalogue.OTHERS) {
            assertThat(blocks(language)).as("blocks of %s", language).isEqualTo(blocks("en"));
            assertThat(code(language)).as("code of %s", language).isEqualTo(code("en"));
            assertThat(links(language)).as("links of %s", language).isEqualTo(links("en"));
        }
    }

    @Test
    void eachLeadsToTheOthers() throws IOException {
        for (String language : Catalogue.LANGUAGES) {
            String head = text(language).lines().limit(4).toList().toString();
            for (String other : Catalogue.LANGUAGES) {
                assertThat(head.contains("](" + file(other).getFileName() + ")"))
                        .as("%s links to %s at its top", file(language), other)
                        .isEqualTo(!other.equals(language));
            }
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (String language : Catalogue.LANGUAGES) {
            for (String link : links(language)) {
                assertThat(link.startsWith("http") || Files.exists(TOP.resolve(link)))
                        .as("%s: %s", file(language), link)
                        .isTrue();
            }
        }
    }
}
