package org.naze.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTablesTest {
    private static final Map<String, String> EXAMPLES =
            Map.ofEntries(
                    Map.entry("…", " in between "),
                    Map.entry("{s}", " "),
                    Map.entry("{n}", "12"),
                    Map.entry("{w}", "word"),
                    Map.entry("{q}", "'"),
                    Map.entry("{eq}", "="),
                    Map.entry("{sep}", ", "),
                    Map.entry("{errno}", "[Errno "),
                    Map.entry("{code}", "error code: "),
                    Map.entry("{host}", "chat.example"),
                    Map.entry("{port}", "8282"),
                    Map.entry("{at}", "chat.example:8282"),
                    Map.entry("{addr}", "chat.example/203.0.113.7:8282"),
                    Map.entry("{url}", "ws://chat.example:8282"),
                    Map.entry("{path}", "/run/app.sock"));

    private static List<PhraseTable.Row> rows() {
        return Stream.of("symptoms.txt", "targets.txt", "runtimes.txt")
                .flatMap(name -> PhraseTable.read(name).rows().stream())
                .toList();
    }

    private static String example(Phrase phrase) {
        String text = phrase.toString();
        for (var each : EXAMPLES.entrySet()) {
            text = text.replace(each.getKey(), each.getValue());
        }
        return text;
    }

    @Test
    void everyPhraseIsFoundInWhatItStandsFor() {
        for (PhraseTable.Row row : rows()) {
            for (Phrase phrase : row.phrases()) {
                String text = "x; " + example(phrase) + " ;y";
                assertThat(phrase.all(ErrorText.of(text)))
                        .as("%s in %s", phrase, text)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void everyHeadingIsKnown() {
        PhraseTable.read("symptoms.txt")
                .rows()
                .forEach(row -> assertThat(Symptom.of(row.name())).isNotNull());
        assertThat(PhraseTable.read("targets.txt").rows())
                .allMatch(row -> List.of("hop", "end").contains(row.name()));
        assertThatThrownBy(() -> Symptom.of("broken")).hasMessageContaining("broken");
    }

    @Test
    void everyTargetPhraseNamesAPlace() {
        for (PhraseTable.Row row : PhraseTable.read("targets.txt").rows()) {
            ErrorText text = ErrorText.of(example(row.phrases().getFirst()));
            assertThat(row.phrases().getFirst().all(text))
                    .as("%s", row)
                    .allMatch(hit -> Named.of(hit).isPresent());
        }
    }

    @Test
    void noPhraseStandsTwice() {
        for (String name : List.of("symptoms.txt", "targets.txt")) {
            var seen = new ArrayList<String>();
            PhraseTable.read(name).rows().forEach(row -> seen.add(row.phrases().toString()));
            assertThat(seen).as(name).doesNotHaveDuplicates();
        }
    }

    /** The longest text that is read, made of what a phrase begins with, over and over. */
    @Test
    void noPhraseTakesLongOnAHostileText() {
        for (PhraseTable.Row row : rows()) {
            for (Phrase phrase : row.phrases()) {
                String whole = example(phrase);
                String piece = whole.substring(0, whole.length() - 1) + " ";
                String text = piece.repeat(ErrorText.MOST_CHARS / piece.length());
                long start = cpuNanos();
                phrase.all(new ErrorText(text, text.toLowerCase(Locale.ROOT)));
                assertThat(cpuNanos() - start).as("%s", phrase).isLessThan(500_000_000L);
            }
        }
    }

    /** Time of this thread alone: how busy the machine is says nothing of a phrase. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ",
                "a",
                ".",
                ":",
                "/",
                "1.",
                "::1 ",
                "x:1 ",
                "connect to ",
                "connection to a",
                "at a:",
                "timed ",
                "{",
                "http://",
                "-",
                "*",
                "[",
                "Error: connect ",
                "\n",
                "\u001b[",
                "例"
            })
    void longAndHostileTextsAreExplainedSoon(String piece) {
        long start = cpuNanos();
        Explained explained = Explain.explain(piece.repeat(1_000_000 / piece.length()));

        assertThat(cpuNanos() - start).isLessThan(5_000_000_000L);
        assertThat(explained.symptom()).isNotEmpty();
    }
}
