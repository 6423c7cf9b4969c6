package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;
import org.naze.cause.Causes;

/** Pages and lists in as many columns as the terminal has. */
class ProseTest {
    @Test
    void paragraphsAreFilledAnew() {
        assertThat(Prose.page("one\ntwo\nthree\n\nfour\n", 80))
                .isEqualTo("one two three\n\nfour\n");
        assertThat(Prose.page("one two three four five six\n", 24))
                .isEqualTo("one two three four five\nsix\n");
    }

    @Test
    void wideCharactersAreJoinedWithoutABlank() {
        assertThat(Prose.page("没有程序\n监听端口\n", 80)).isEqualTo("没有程序监听端口\n");
        assertThat(Prose.page("待ち\n受けている、\nまたは\n", 80)).isEqualTo("待ち受けている、または\n");
        assertThat(Prose.page("显示\n“succeeded”\n或者\n", 80)).isEqualTo("显示“succeeded”或者\n");
    }

    @Test
    void betweenWideAndLatinABlankStays() {
        assertThat(Prose.page("监听\n8282\n端口，\nTCP\n（IPv4）\n", 80))
                .isEqualTo("监听 8282 端口，TCP（IPv4）\n");
        assertThat(Prose.page("执行\n`ss -ltn`\n查看\n", 80)).isEqualTo("执行 `ss -ltn` 查看\n");
    }

    @Test
    void listsHang() {
        String list = "- one two three four five\n  six\n- seven\n";
        assertThat(Prose.page(list, 26)).isEqualTo(list);
        assertThat(Prose.hanging("id  ", "one two three four five six", 28))
                .isEqualTo("id  one two three four five\n    six\n");
    }

    @Test
    void commandsAndTablesStayAsTheyAre() {
        String markdown =
                "```sh\nsudo ss -ltnp 'sport = :8282' |\n    head\n```\n\n| a | b |\n| --- | --- |\n";
        assertThat(Prose.page(markdown, 24)).isEqualTo(markdown);
    }

    @Test
    void pagesFitWhateverTheWidthAndLoseNothing() {
        for (Cause cause : Causes.ALL) {
            for (Language language : Language.values()) {
                String page = new Words(language).page(cause.id());
                for (int columns : List.of(40, 60, 80)) {
                    String filled = Prose.page(page, columns);
                    assertThat(inked(filled)).isEqualTo(inked(page));
                    assertThat(outsideFences(filled))
                            .as("%s %s in %s columns", cause.id(), language, columns)
                            .allMatch(line -> fits(line, columns));
                }
            }
        }
    }

    private static boolean fits(String line, int columns) {
        boolean oneWord = line.strip().replaceFirst("^- ", "").indexOf(' ') < 0;
        return Width.of(line) <= columns || oneWord || line.startsWith("|");
    }

    private static List<String> outsideFences(String page) {
        return page.replaceAll("(?s)```.*?```", "").lines().toList();
    }

    private static String inked(String text) {
        return text.replaceAll("\\s", "");
    }
}
