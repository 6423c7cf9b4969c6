package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Words ENGLISH = new Words(Language.EN);
    private static final Words JAPANESE = new Words(Language.JA);
    private static final Words CHINESE = new Words(Language.ZH);

    @Test
    void fillsPlaceholders() {
        assertThat(ENGLISH.fill("{at}: {errno}.", Map.of("at", "[::1]:80", "errno", "EPERM")))
                .isEqualTo("[::1]:80: EPERM.");
        assertThat(ENGLISH.fill("{a}{a}", Map.of("a", "x"))).isEqualTo("xx");
        assertThat(ENGLISH.fill("nothing", Map.of("a", "x"))).isEqualTo("nothing");
    }

    @Test
    void aMissingValueIsSeen() {
        assertThat(ENGLISH.fill("to {host}!", Map.of())).isEqualTo("to ?!");
    }

    @Test
    void anOpenBraceStaysAsItIs() {
        assertThat(ENGLISH.fill("a {b", Map.of("b", "x"))).isEqualTo("a {b");
    }

    /** What came from outside is not read as a template. */
    @Test
    void valuesAreNotFilledAgain() {
        assertThat(ENGLISH.fill("{a} {b}", Map.of("a", "{b}", "b", "x"))).isEqualTo("{b} x");
    }

    @Test
    void valuesAreMadeSafe() {
        assertThat(ENGLISH.fill("<{a}>", Map.of("a", "\u001b[2Jx\u202ey")))
                .isEqualTo("<\ufffd[2Jx\ufffdy>");
    }

    /** SILENT is no errno, and a dash is no program: they are said in words. */
    @Test
    void valuesThatAreNoFiguresHaveWords() {
        var values = Map.of("at", "10.0.0.5:80", "errno", "SILENT", "time", "4.0 s");
        assertThat(ENGLISH.cause("no-route", "evidence.failed", values))
                .startsWith("10.0.0.5:80: no answer after 4.0 s");
        assertThat(JAPANESE.cause("host-down", "evidence.failed", values))
                .isEqualTo("10.0.0.5:80: 応答なし（4.0 s）");
        assertThat(ENGLISH.fill("{errno}", Map.of("errno", "ECONNREFUSED")))
                .isEqualTo("ECONNREFUSED");
    }

    @Test
    void eachLanguageSpeaksItself() {
        assertThat(ENGLISH.message("outcome.refused")).isEqualTo("connection refused");
        assertThat(JAPANESE.message("outcome.refused")).isEqualTo("接続拒否");
        assertThat(JAPANESE.cause("wrong-port", "title", Map.of())).contains("ポート");
        assertThat(JAPANESE.page("wrong-port")).contains("## 何が起きたか");
        assertThat(CHINESE.message("outcome.refused")).isEqualTo("连接被拒绝");
        assertThat(CHINESE.cause("wrong-port", "title", Map.of())).contains("端口");
        assertThat(CHINESE.page("wrong-port")).contains("## 发生了什么");
    }

    @Test
    void whatNoLanguageHasIsAFault() {
        assertThatThrownBy(() -> JAPANESE.message("no.such"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such");
        assertThatThrownBy(() -> JAPANESE.cause("wrong-port", "no.such", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JAPANESE.page("no-such-cause"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(JAPANESE.causeIfAny("wrong-port", "risk.use", Map.of())).isEmpty();
    }

    @Test
    void localesAsTheSystemWritesThem() {
        assertThat(Language.ofLocale("ja_JP.UTF-8")).isEqualTo(Language.JA);
        assertThat(Language.ofLocale("zh_CN.GB18030")).isEqualTo(Language.ZH);
        assertThat(Language.ofLocale("C.UTF-8")).isEqualTo(Language.EN);
        assertThat(Language.ofLocale("de_DE")).isEqualTo(Language.EN);
        assertThat(Language.ofLocale("")).isEqualTo(Language.EN);
        assertThat(Language.ofLocale(null)).isEqualTo(Language.EN);
    }

    /** Who reads traditional characters reads simplified ones sooner than English. */
    @Test
    void everyKindOfChineseIsChinese() {
        for (String tag : List.of("zh", "zh-TW", "zh_HK.UTF-8", "zh-Hant", "ZH-Hant-HK", "zh@x")) {
            assertThat(Language.of(tag)).as(tag).contains(Language.ZH);
            assertThat(Language.ofLocale(tag)).as(tag).isEqualTo(Language.ZH);
        }
    }

    @Test
    void tagsAreReadByTheirFirstPart() {
        assertThat(Language.of("JA")).contains(Language.JA);
        assertThat(Language.of("ja_JP.UTF-8")).contains(Language.JA);
        assertThat(Language.of("en-GB")).contains(Language.EN);
        for (String none :
                List.of("", "fr", "jav", "j", "-ja", "zha_CN", "english", "C", "POSIX")) {
            assertThat(Language.of(none)).as(none).isEmpty();
            assertThat(Language.ofLocale(none)).as(none).isEqualTo(Language.EN);
        }
    }
}
