package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;
import org.naze.cause.Causes;
import org.naze.model.Finding;
import org.naze.model.Verdict;

/** A cause is complete when a scenario proves it and another keeps it from claiming too much. */
class ParityTest {
    private static List<String> causes() {
        return Causes.ALL.stream().map(Cause::id).toList();
    }

    private static List<Scenario> scenarios() throws IOException {
        return ScenarioFile.folder(Path.of("scenarios"));
    }

    @Test
    void everyCauseIsOfTheContract() {
        assertThat(causes())
                .as("causes that the contract's table lacks: the id comes from there")
                .isSubsetOf(Contract.CAUSES)
                .doesNotHaveDuplicates();
    }

    @Test
    void theSchemaKnowsTheContractsCauses() throws IOException {
        String file = Files.readString(Path.of("..", "docs", "naze-1.schema.json"));
        Shape ids = new Shape("$", Json.document(file)).at("$defs").at("cause-id").at("enum");
        assertThat(ids.elements().stream().map(Shape::string))
                .as("$defs/cause-id of docs/naze-1.schema.json")
                .containsExactlyInAnyOrderElementsOf(Contract.CAUSES);
    }

    @Test
    void everyCauseIsProvenInTheLab() throws IOException {
        Set<String> proven =
                scenarios().stream()
                        .flatMap(scenario -> scenario.proves().stream())
                        .collect(Collectors.toSet());
        for (String cause : causes()) {
            assertThat(proven)
                    .as(
                            "%s: add lab/scenarios/%s-….scenario with `proves: %s`",
                            cause, cause, cause)
                    .contains(cause);
        }
    }

    @Test
    void everyCauseThatIsEverConfirmedHasANearMiss() throws IOException {
        Set<String> confirmed = new TreeSet<>();
        for (Recording recording : Recording.all()) {
            recording.judged().causes().stream()
                    .filter(finding -> finding.verdict() == Verdict.CONFIRMED)
                    .map(Finding::cause)
                    .forEach(confirmed::add);
        }
        Set<String> near =
                scenarios().stream()
                        .flatMap(scenario -> scenario.nearMissOf().stream())
                        .collect(Collectors.toSet());
        assertThat(confirmed).hasSizeGreaterThan(10);
        for (String cause : confirmed) {
            assertThat(near)
                    .as(
                            "%s may be confirmed: add a scenario with the same symptom and one fact"
                                    + " that differs, with `near-miss-of: %s`",
                            cause, cause)
                    .contains(cause);
        }
    }
}
