package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;
import org.naze.cause.Causes;

/** Columns on a terminal (UAX #11), and where a Japanese line may break (JIS X 4051). */
class WidthTest {
    private static final String NOT_FIRST = "、。，；：」）”！？・ーっょャ…～]).,";
    private static final String NOT_LAST = "「（『“～[(";

    @Test
    void latinTakesOneColumn() {
        assertThat(Width.of("ECONNREFUSED 10.0.0.5:8282 é ß → ✓ …")).isEqualTo(36);
    }

    @Test
    void kanaAndKanjiTakeTwo() {
        assertThat(Width.of("接続拒否")).isEqualTo(8);
        assertThat(Width.of("タイムアウト、。「」（）～")).isEqualTo(26);
        assertThat(Width.of("ＡＢＣ　１２３")).isEqualTo(14);
        assertThat(Width.of("연결 거부")).isEqualTo(9);
        assertThat(Width.of("𠮷野家")).isEqualTo(6);
        assertThat(Width.of("😀🚀")).isEqualTo(4);
    }

    @Test
    void hanAndItsMarksTakeTwo() {
        assertThat(Width.of("连接被拒绝")).isEqualTo(10);
        assertThat(Width.of("超时，端口：监听；（无）、？！")).isEqualTo(30);
        assertThat(Width.of("“succeeded”…")).isEqualTo(12);
    }

    @Test
    void halfWidthKatakanaTakesOne() {
        assertThat(Width.of("ｻｰﾊﾞｰ")).isEqualTo(5);
    }

    @Test
    void combiningMarksTakeNone() {
        assertThat(Width.of("e\u0301")).isEqualTo(1);
        assertThat(Width.of("か\u3099")).isEqualTo(2);
    }

    @Test
    void padsByColumns() {
        assertThat(Width.pad("経路", 8)).isEqualTo("経路    ");
        assertThat(Width.pad("名前解決", 8)).isEqualTo("名前解決");
        assertThat(Width.pad("名前解決", 4)).isEqualTo("名前解決");
    }

    @Test
    void breaksAtBlanks() {
        assertThat(Width.wrap("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(Width.wrap("", 9)).containsExactly("");
    }

    @Test
    void breaksBetweenWideCharacters() {
        assertThat(Width.wrap("名前解決に失敗", 8)).containsExactly("名前解決", "に失敗");
        assertThat(Width.wrap("名前解決に失敗", 9)).containsExactly("名前解決", "に失敗");
    }

    @Test
    void neverBreaksBeforeAClosingMarkOrAfterAnOpeningOne() {
        assertThat(Width.wrap("接続を拒否、", 10)).containsExactly("接続を拒", "否、");
        assertThat(Width.wrap("これは（接続）です", 8)).containsExactly("これは", "（接続）", "です");
        assertThat(Width.wrap("サーバー", 6)).containsExactly("サー", "バー");
        assertThat(Width.wrap("待ってから", 6)).containsExactly("待って", "から");
    }

    /** Such as where a remedy is to be carried out. */
    @Test
    void keepsAShortNoteInBracketsTogether() {
        assertThat(Width.wrap("経路を追加する [このマシンで]", 18)).containsExactly("経路を追加する", "[このマシンで]");
        assertThat(Width.wrap("add a route [on this machine]", 18))
                .containsExactly("add a route", "[on this machine]");
        assertThat(Width.wrap("[ 接続を拒否された", 8)).containsExactly("[ 接続を", "拒否され", "た");
    }

    @Test
    void keepsANumberAndItsUnitTogether() {
        assertThat(Width.wrap("refused after 0.3 ms", 16))
                .containsExactly("refused after", "0.3 ms");
        assertThat(Width.wrap("已占用端口 12 个", 14)).containsExactly("已占用端口", "12 个");
        assertThat(Width.wrap("port 80 Proxy", 8)).containsExactly("port 80", "Proxy");
    }

    /** It may be an address or a command to copy. */
    @Test
    void aLongWordStandsAloneUnbroken() {
        assertThat(Width.wrap("は ws://chat.example:8282/path へ", 12))
                .containsExactly("は", "ws://chat.example:8282/path", "へ");
    }

    @Test
    void everyLineWrapsByTheRules() {
        for (String language : Catalogue.OTHERS) {
            for (Cause cause : Causes.ALL) {
                assertWrapped(Catalogue.causeWords(cause.id(), language));
            }
            Properties messages = Catalogue.messages(language);
            messages.remove("help");
            assertWrapped(messages);
        }
    }

    private static void assertWrapped(Properties words) {
        for (Object text : words.values()) {
            for (int columns = 34; columns <= 116; columns += 3) {
                assertWrapped(Catalogue.withPlaceholders((String) text, "10.0.0.5"), columns);
            }
        }
    }

    private static void assertWrapped(String text, int columns) {
        List<String> lines = Width.wrap(text, columns);
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            assertThat(Width.of(line)).as(line).isLessThanOrEqualTo(columns);
            assertThat(i > 0 && NOT_FIRST.indexOf(line.charAt(0)) >= 0)
                    .as("begins a line: %s", line)
                    .isFalse();
            assertThat(
                            i + 1 < lines.size()
                                    && NOT_LAST.indexOf(line.charAt(line.length() - 1)) >= 0)
                    .as("ends a line: %s", line)
                    .isFalse();
        }
    }
}
