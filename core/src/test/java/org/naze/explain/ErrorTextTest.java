package org.naze.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {
    @ParameterizedTest
    @CsvSource({
        "x\u001b[31;1mred\u001b[0m, xred",
        "x\u001b]0;title\u0007text, xtext",
        "x\u001b]8;;http://x\u001b\\link, xlink",
        "a\u001b(Bb, aBb",
        "a\u009b31mb, ab",
        "a\u0000b, a b",
        "a\tb, a b",
        "a\u00a0b, a b",
        "a\u202eb\u200bc, abc",
        "don\u2019t, don't",
        "主机\uff1a1\uff0890\uff09, 主机:1(90)",
        "end\u001b, end",
        "end\u001b[, end",
        "end\u001b[1, end",
        "end\u001b], end",
    })
    void whatSteersTerminalsIsGone(String given, String text) {
        assertThat(ErrorText.of(given).text()).isEqualTo(text);
    }

    @Test
    void linesEndInOneWay() {
        assertThat(ErrorText.of("a\r\nb\u2028c").text()).isEqualTo("a\nb\nc");
        assertThat(ErrorText.of("{\\\"a\\\": \\\"b\\nc\\\"}").text())
                .isEqualTo("{\"a\": \"b\nc\"}");
        assertThat(ErrorText.of("C:\\new\nline").text()).isEqualTo("C:\\new\nline");
    }

    @Test
    void aLongTextKeepsItsBeginningAndItsEnd() {
        String lines = "a line of the log\n".repeat(20_000);
        ErrorText text = ErrorText.of("first\n" + lines + "last");

        assertThat(text.text()).startsWith("first\na line").endsWith("log\nlast");
        assertThat(text.text().length()).isLessThanOrEqualTo(ErrorText.MOST_CHARS + 1);
        assertThat(text.text().lines().distinct()).hasSize(3);
        assertThat(ErrorText.of("a".repeat(200_000)).text()).hasSize(ErrorText.MOST_CHARS + 1);
    }

    @Test
    void positionsAgreeWithTheLowerCase() {
        ErrorText text = ErrorText.of("\u0130STANBUL \u1e9e Connection REFUSED");

        assertThat(text.lower()).hasSameSizeAs(text.text());
        assertThat(text.lower().substring(text.text().indexOf("Conn")))
                .startsWith("connection refused");
    }

    @Test
    void anythingIsExplained() {
        var random = new Random(20260101);
        for (int i = 0; i < 2_000; i++) {
            String text =
                    random.ints(random.nextInt(200), 0, random.nextInt(1, 0x10000))
                            .mapToObj(c -> String.valueOf((char) c))
                            .collect(Collectors.joining());
            Explained explained = Explain.explain(text);
            assertThat(Symptom.of(explained.symptom())).isNotNull();
            assertThat(String.valueOf(explained.host()).codePoints())
                    .allMatch(c -> !Character.isISOControl(c));
        }
    }
}
