package org.naze.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "'', empty",
        "'  ', empty",
        "chat.example, port-missing",
        "::1, v6-unbracketed",
        "2001:db8::1%eth0, v6-unbracketed",
        "a:b:c, colons",
        "tcp://h, port-missing",
        "tcp://h:, port-missing",
        "udp://h, port-missing",
        "text://h, port-missing",
        "8282, host-missing",
        ":8282, host-missing",
        "ws://, host-missing",
        "ws:///x, host-missing",
        "ws://:80, host-missing",
        "redis://user@, host-missing",
        "h:0, port-range",
        "h:70000, port-range",
        "redis:700000, port-range",
        "h:99999999999999999999, port-range",
        "h:-1, port-not-number",
        "h:http, port-not-number",
        "h:８０, port-not-number",
        "htp://h:80, scheme-misspelt",
        "foobar://h:80, scheme-unknown",
        "http:/h, slashes",
        "redis:h, slashes",
        "h:80/x, scheme-missing",
        "//h:80, scheme-missing",
        "a b:80, space",
        "'a\u00a0b:80', space",
        "'a\u0007b:80', control",
        "'a\u202eb:80', control",
        "C:\\dir\\file, file",
        "C:/dir/file, file",
        "\\\\host\\share, file",
        "/run/app.sock, file",
        "./app.sock, file",
        "[::1:80, bracket",
        "::1]:80, bracket",
        "[::1]80, bracket",
        "[::g]:80, v6",
        "[1:2:3]:80, v6",
        "[fe80::1%]:80, v6",
        "[127.0.0.1]:80, v6",
        "1.2.3.256:80, v4",
        "1.2.3.4.5:80, v4",
        "4294967296:80, v4",
        "010.0.0.1:80, v4-leading-zero",
        "h..example:80, label-empty",
        ".h.example:80, label-empty",
        "-h.example:80, label-hyphen",
        "h$.example:80, name-character",
        "h%41.example:80, name-character",
        "straße.example:80, idn-ambiguous",
        "unix:, unix-path",
        "unix://, unix-path",
        "unix:///, unix-path",
        "unix://run/app.sock, unix-path",
        "mongodb+srv://h, srv",
        "redis://user:pa/ss@h:6379, credentials",
        "redis://user:pa#ss@h:6379, credentials",
        "'redis://user:pa,ss@h:6379', credentials",
        "http://user:pa/ss@h, credentials",
        "http://user:/pass@h, credentials",
    })
    void saysWhatIsWrong(String text, String key) {
        assertThatThrownBy(() -> TargetParser.parse(text))
                .isInstanceOfSatisfying(
                        TargetException.class,
                        e -> {
                            assertThat(e.key()).isEqualTo(key);
                            assertThat(e.getMessage()).doesNotContain("\n", "pa/ss", "{");
                        });
    }

    @Test
    void namesHaveAnEnd() {
        String label = "a".repeat(63);
        assertThat(TargetParser.parse(label + ":80").host()).isEqualTo(label);
        assertThat(key("a" + label + ":80")).isEqualTo("label-too-long");
        assertThat(key("é".repeat(70) + ":80")).isEqualTo("label-too-long");
        assertThat(key((label + ".").repeat(4) + "a:80")).isEqualTo("name-too-long");
        assertThat(key("unix:///" + "a".repeat(107))).isEqualTo("unix-path-long");
        assertThat(key("ws://h/" + "a".repeat(9000))).isEqualTo("too-long");
    }

    private static String key(String text) {
        try {
            return TargetParser.parse(text).uri();
        } catch (TargetException e) {
            return e.key();
        }
    }
}
