package org.naze.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One text after another from the file beside this test's resources. */
class ExplainTextsTest {
    record Sample(String heading, String text) {
        @Override
        public String toString() {
            return heading + ": " + text.lines().findFirst().orElse("");
        }
    }

    static List<Sample> samples() throws Exception {
        var stream =
                Objects.requireNonNull(
                        ExplainTextsTest.class.getResourceAsStream("/explain/texts.txt"));
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String all =
                    String.join(
                            "\n", reader.lines().filter(line -> !line.startsWith("# ")).toList());
            var samples = new ArrayList<Sample>();
            for (String part : all.split("(?m)^== ")) {
                if (!part.isBlank()) {
                    int end = part.indexOf('\n');
                    samples.add(
                            new Sample(part.substring(0, end), part.substring(end + 1).strip()));
                }
            }
            return samples;
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void saysWhatTheTextSays(Sample sample) {
        Explained explained = Explain.explain(sample.text());

        assertThat(
                        List.of(
                                explained.symptom(),
                                Objects.requireNonNullElse(explained.host(), "-"),
                                explained.port() == null ? "-" : explained.port().toString(),
                                Objects.requireNonNullElse(explained.runtime(), "-")))
                .containsExactly(sample.heading().split(" "));
        assertThat(explained.causes().isEmpty())
                .isEqualTo(explained.symptom().equals("not-connection"));
    }
}
