package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * docs/faults.md has a line for every scenario as it is now, and its figures are those of the
 * lines.
 */
class FaultPageTest {
    private static final Path TOP = Path.of("..");
    private static final String REMAKE = "as root: lab/run --table %s (remakes the rows it names)";

    /** Without those that are refused in a mode: a row compares reports in every one. */
    private static List<Scenario> scenarios() throws IOException {
        return ScenarioFile.folder(Path.of("scenarios")).stream()
                .filter(scenario ->
                        Arrays.stream(Mode.values())
                                .noneMatch(mode -> scenario.expectation(mode).isUsage()))
                .toList();
    }

    @Test
    void everyScenarioIsARow() throws IOException {
        Map<String, Row> rows = FaultPage.read(TOP).rows();
        for (Scenario scenario : scenarios()) {
            assertThat(rows).as(REMAKE, scenario.name()).containsKey(scenario.name());
        }
        assertThat(rows.keySet())
                .as("rows of scenarios that are gone; " + REMAKE, "healthy-tcp-v4")
                .isSubsetOf(scenarios().stream().map(Scenario::name).toList());
    }

    @Test
    void everyRowSaysWhatItsScenarioSays() throws IOException {
        Map<String, Row> rows = FaultPage.read(TOP).rows();
        for (Scenario scenario : scenarios()) {
            Row row = Objects.requireNonNull(rows.get(scenario.name()), scenario.name());
            assertThat(row)
                    .as(REMAKE, scenario.name())
                    .isEqualTo(Row.of(scenario, row.tools(), row.said()));
        }
    }

    @Test
    void nothingIsConfirmedThatIsNotTrue() throws IOException {
        assertThat(FaultPage.read(TOP).rows().values())
                .as("lines with the mark " + Mark.FALSE.legend())
                .noneMatch(
                        row -> row.said().values().stream().anyMatch(s -> s.mark() == Mark.FALSE));
    }

    @Test
    void theFiguresAreThoseOfTheRows() throws IOException {
        var page = FaultPage.read(TOP);
        assertThat(FaultPage.between(TOP.resolve(FaultPage.PAGE)))
                .as(REMAKE, "healthy-tcp-v4")
                .isEqualTo(String.join("\n", page.page()) + "\n");
        assertThat(FaultPage.between(TOP.resolve(FaultPage.README)))
                .as(REMAKE, "healthy-tcp-v4")
                .isEqualTo(page.paragraph() + "\n");
        for (OtherReadme other : OtherReadme.values()) {
            assertThat(FaultPage.between(TOP.resolve(other.file())))
                    .as(REMAKE, "healthy-tcp-v4")
                    .isEqualTo(other.paragraph(new Figures(page.rows().values())));
        }
    }

    @Test
    void faultsThatLookAlikeAreScenarios() throws IOException {
        assertThat(FaultPage.read(TOP).lookAlikes())
                .as("lab/look-alikes.txt names scenarios")
                .hasSizeGreaterThanOrEqualTo(17)
                .extracting(LookAlike::scenario)
                .doesNotHaveDuplicates()
                .isSubsetOf(scenarios().stream().map(Scenario::name).toList());
    }
}
