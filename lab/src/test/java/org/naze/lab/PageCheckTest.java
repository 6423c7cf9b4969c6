package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.naze.report.Language;

class PageCheckTest {
    private static final List<String> TARGET = List.of("--no-scan", "tcp://10.2.0.5:9000");

    private static PageCheck read(String words, String sign) {
        var line = new Scenario.Line(3, "client", Words.of(words));
        return PageCheck.of(line, Optional.of("wrong-port"), sign, TARGET);
    }

    private static void refuses(String words, String message) {
        assertThatThrownBy(() -> read(words, "succeeded").script())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theTargetsValuesStandForThePages() {
        assertThat(read("2 8228=8080", "succeeded").script())
                .contains("10.2.0.5 9000", "10.2.0.5 8080")
                .doesNotContain("192.0.2.10", "8282", "8228");
    }

    @Test
    void aPromiseSpeaksOfTheSameValues() {
        PageCheck check = read("bound-to-loopback 1", "127.0.0.1:9000");
        for (Language language : Language.values()) {
            assertThat(check.promise(language)).contains("127.0.0.1:9000");
        }
    }

    @Test
    void aNameStandsForThePagesName() {
        var line = new Scenario.Line(3, "client", List.of("name-not-found", "1"));
        var check =
                PageCheck.of(line, Optional.empty(), "not STREAM", List.of("ws://chta.example/"));
        assertThat(check.script()).isEqualTo("getent ahosts chta.example");
        assertThat(check.isShownBy("")).isTrue();
        assertThat(check.isShownBy("10.2.0.5 STREAM")).isFalse();
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        refuses("", "a page-check is");
        refuses("no-such-cause 1", "whose page?");
        refuses("x", "whose page?");
        refuses("wrong-port", "no number");
        refuses("2 8228", "not EXAMPLE=VALUE");
        refuses("9", "has 2 check commands, no number 9");
        refuses("gateway-down 2", "198.51.100.1=…");
    }
}
