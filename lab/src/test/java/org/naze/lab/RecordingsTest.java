package org.naze.lab;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.naze.cause.Judge;
import org.naze.model.Clue;
import org.naze.model.Diagnosis;
import org.naze.model.Evidence;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Verdict;
import org.naze.report.FormatException;

/**
 * The lab's evidence, judged again without a network. Renewed, all or those whose names contain
 * NAME, by
 *
 * <pre>
 * lab/run --jobs 1 --save lab/src/test/resources/recordings [NAME…] &amp;&amp;
 *     mvn -pl lab -am test -Dtest=RecordingsTest -Dsurefire.failIfNoSpecifiedTests=false -Dnaze.renew=true
 * </pre>
 *
 * <p>Where a fact only got a new member, it can be put into the lines that hold such a fact.
 */
class RecordingsTest {
    private static final String RECORD =
            "lab/run --jobs 1 --save lab/src/test/resources/recordings %s && mvn -pl lab -am test"
                    + " -Dtest=RecordingsTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dnaze.renew=true";
    private static final long SEED = 20_260_101;

    @Test
    void everyScenarioIsRecordedInEveryMode() throws IOException {
        for (Scenario scenario : ScenarioFile.folder(Path.of("scenarios"))) {
            for (Mode mode : Mode.values()) {
                boolean none = scenario.isLong() || scenario.expectation(mode).isUsage();
                assertThat(none || Files.exists(Recording.file(scenario, mode)))
                        .as(
                                "no recording of %s as %s. Run %s",
                                scenario.name(), mode.word(), RECORD.formatted(scenario.name()))
                        .isTrue();
            }
        }
    }

    @Test
    void everyRecordingIsOfAScenarioAndHoldsFactsAlone() throws IOException {
        List<Path> known =
                Recording.all().stream()
                        .map(recording -> Recording.file(recording.scenario(), recording.mode()))
                        .toList();
        assertThat(Recording.files())
                .as("recordings of no scenario; remove them")
                .isSubsetOf(known);
        for (Path file : Recording.files()) {
            if (Boolean.getBoolean("naze.renew")) {
                Files.writeString(file, Recording.stripped(file));
            }
            assertThat(Files.readString(file))
                    .as("%s holds what can be judged anew. Run %s", file, RECORD.formatted(""))
                    .isEqualTo(Recording.stripped(file));
        }
    }

    @Test
    void eachIsJudgedAsItsScenarioExpects() throws IOException {
        var wrongs = new ArrayList<String>();
        for (Recording recording : Recording.all()) {
            Report report = Recording.report(recording.judged());
            for (String wrong : recording.expected().wrongs(report, report.exitStatus(), 0)) {
                wrongs.add(recording + ": " + wrong + "; saw " + report);
            }
        }
        assertThat(wrongs).isEmpty();
    }

    @Test
    void nothingIsConfirmedThatIsNotTrue() throws IOException {
        var wrongs = new ArrayList<String>();
        for (Recording recording : Recording.all()) {
            for (Finding finding : confirmed(recording.judged())) {
                if (!recording.scenario().truths().contains(finding.cause())) {
                    wrongs.add(recording + ": " + finding.cause());
                }
            }
        }
        assertThat(wrongs).isEmpty();
    }

    private static List<Finding> confirmed(Diagnosis diagnosis) {
        return diagnosis.causes().stream().filter(f -> f.verdict() == Verdict.CONFIRMED).toList();
    }

    @Test
    void theSameFactsHaveTheSameDiagnosis() throws IOException, FormatException {
        for (Recording recording : Recording.all()) {
            Diagnosis judged = recording.judged();
            assertThat(Judge.judge(recording.evidence())).isEqualTo(judged);
            String document = Recording.document(judged);
            assertThat(Judge.judge(Recording.readBack(document))).isEqualTo(judged);
        }
    }

    /** Probes run side by side: which of them ends first is chance. */
    @Test
    void theOrderOfFactsDecidesNothing() throws IOException {
        var wrongs = new ArrayList<String>();
        for (Recording recording : Recording.all()) {
            Map<String, Verdict> verdicts = verdicts(recording.judged());
            var random = new Random(SEED);
            for (int i = 0; i < 4; i++) {
                Diagnosis other = Judge.judge(shuffled(recording.evidence(), random));
                if (!verdicts(other).equals(verdicts)) {
                    wrongs.add(recording + ": " + verdicts + " or " + verdicts(other));
                }
            }
        }
        assertThat(wrongs).as("seed %d", SEED).isEmpty();
    }

    private static Evidence shuffled(Evidence evidence, Random random) {
        var entries = new ArrayList<>(evidence.entries());
        Collections.shuffle(entries, random);
        return new Evidence(evidence.target(), evidence.elapsedMs(), entries);
    }

    private static Map<String, Verdict> verdicts(Diagnosis diagnosis) {
        return diagnosis.causes().stream()
                .collect(toMap(Finding::cause, Finding::verdict, (a, b) -> a, TreeMap::new));
    }

    /**
     * A fact without which the cause would still be proven proves nothing, and is not to be cited.
     */
    @Test
    void everyFactOfAProofIsNeeded() throws IOException {
        var wrongs = new ArrayList<String>();
        for (Recording recording : Recording.all()) {
            for (Finding finding : confirmed(recording.judged())) {
                for (Clue clue : finding.clues()) {
                    if (clue.supports() && staysConfirmed(recording, finding, clue)) {
                        wrongs.add(
                                "%s: %s is confirmed without its %s (%s)"
                                        .formatted(
                                                recording,
                                                finding.cause(),
                                                clue.key(),
                                                Kebab.of(clue.fact().getClass())));
                    }
                }
            }
        }
        assertThat(wrongs).isEmpty();
    }

    private static boolean staysConfirmed(Recording recording, Finding finding, Clue clue) {
        String id = recording.evidence().idOf(clue.fact());
        Diagnosis without = Judge.judge(recording.evidence().without(id));
        return verdicts(without).get(finding.cause()) == Verdict.CONFIRMED;
    }

    @Test
    void theDocumentsAreValidBySchema() throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(Path.of("..", "docs", "naze-1.schema.json")),
                                InputFormat.JSON);
        for (Recording recording : Recording.all()) {
            String document = Recording.document(recording.judged());
            assertThat(schema.validate(document, InputFormat.JSON))
                    .as("%s: %s", recording, document)
                    .isEmpty();
        }
    }
}
