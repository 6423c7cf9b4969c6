package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;
import org.naze.cause.Causes;
import org.naze.cause.Judge;
import org.naze.model.Diagnosis;
import org.naze.model.Fact;
import org.naze.model.Verdict;
import org.naze.report.Samples.Sample;

/** Reports of evidence of every cause, in every language. */
class ReportTest {
    private static final List<Sample> SAMPLES = Samples.endingWith("");

    @Test
    void thereIsASampleOfEveryCauseAndItIsFound() {
        var found = new TreeSet<String>();
        for (Sample sample : SAMPLES) {
            Diagnosis diagnosis = Judge.judge(sample.evidence());
            if (!sample.cause().isEmpty()) {
                assertThat(diagnosis.causes())
                        .as("%s of %s", sample.cause(), sample.evidence())
                        .anyMatch(f ->
                                f.cause().equals(sample.cause())
                                        && f.verdict() != Verdict.RULED_OUT);
                found.add(sample.cause());
            }
        }
        assertThat(found)
                .as("causes with a sample: add what is missing to Samples")
                .containsExactlyInAnyOrderElementsOf(Causes.ALL.stream().map(Cause::id).toList());
    }

    @Test
    void everyPlaceholderIsFilled() {
        for (Sample sample : SAMPLES) {
            Diagnosis diagnosis = Judge.judge(sample.evidence());
            for (Language language : Language.values()) {
                var words = new Words(language);
                String text = new TextReport(words, Layout.PLAIN, false).of(diagnosis);
                assertThat(text)
                        .as("%s %s", language, sample)
                        .doesNotContain("{", "}", "null")
                        // What is not given is a question mark; one behind a word asks.
                        .doesNotContainPattern("(?<![a-z])\\?");
                assertThat(json(words, diagnosis)).doesNotContain(": ?", "\"?", "null null");
            }
        }
    }

    /** Commands stand on lines of their own and are never broken; everything else fits. */
    @Test
    void linesFitTheirWidth() {
        for (Sample sample : SAMPLES) {
            Diagnosis diagnosis = Judge.judge(sample.evidence());
            for (Language language : Language.values()) {
                for (int columns : new int[] {40, 60, 80, 120}) {
                    var layout = new Layout(columns, false, false);
                    String text = new TextReport(new Words(language), layout, false).of(diagnosis);
                    assertThat(text.lines())
                            .filteredOn(line -> Width.of(line) > columns)
                            .as("%s columns: %s", columns, text)
                            .allMatch(line -> isCommand(diagnosis, line) || isOneWord(line));
                }
            }
        }
    }

    private static boolean isCommand(Diagnosis diagnosis, String line) {
        var lines = new TreeSet<String>();
        for (var finding : diagnosis.causes()) {
            for (var remedy : finding.remedies()) {
                if (remedy.command() != null) {
                    lines.add(remedy.command().line(true));
                }
                if (remedy.undo() != null) {
                    lines.add(remedy.undo().line(true));
                }
            }
        }
        diagnosis.checks().forEach(check -> lines.add(check.command().line(true)));
        return lines.stream().anyMatch(line::endsWith);
    }

    /** Such as an address, which is not broken either. */
    private static boolean isOneWord(String line) {
        return line.strip().replaceFirst("^(\\S+ +)?\\S+ +", "").indexOf(' ') < 0;
    }

    @Test
    void whatIsRuledOutIsExplainedByTheFactThatRulesItOut() {
        Diagnosis diagnosis =
                SAMPLES.stream()
                        .map(sample -> Judge.judge(sample.evidence()))
                        .filter(d ->
                                d.causes().stream().anyMatch(f -> f.cause().equals("host-down")))
                        .filter(d -> d.causes().getLast().verdict() == Verdict.RULED_OUT)
                        .findFirst()
                        .orElseThrow();
        assertThat(json(new Words(Language.EN), diagnosis))
                .contains("\"explanation\":\"The machine answers (");
    }

    /** A fact's components stand beside these in one object. */
    @Test
    void noFactHasAComponentNamedAsWhatEveryFactHas() {
        for (Class<?> fact : Fact.class.getPermittedSubclasses()) {
            assertThat(fact.getRecordComponents())
                    .as(fact.getSimpleName())
                    .extracting(RecordComponent::getName)
                    .doesNotContain("id", "kind", "vantage", "atMs");
        }
    }

    @Test
    void aDocumentReadBackIsTheSameEvidence() throws FormatException {
        for (Sample sample : SAMPLES) {
            String json = json(new Words(Language.JA), Judge.judge(sample.evidence()));
            var bytes = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
            assertThat(JsonReport.read(bytes).entries()).isEqualTo(sample.evidence().entries());
        }
    }

    static String json(Words words, Diagnosis diagnosis) {
        var out = new ByteArrayOutputStream();
        new JsonReport(words).write(diagnosis, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
