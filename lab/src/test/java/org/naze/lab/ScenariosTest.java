package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.naze.model.Verdict;

/** The scenarios as they stand in their folder. */
class ScenariosTest {
    private static List<Scenario> scenarios() throws IOException {
        return ScenarioFile.folder(Path.of("scenarios"));
    }

    @Test
    void aNameBeginsWithWhatItIsAbout() throws IOException {
        for (Scenario scenario : scenarios()) {
            boolean about =
                    scenario.isHealthy()
                            || scenario.name().startsWith("unsteady-")
                            || Contract.CAUSES.stream().anyMatch(scenario.name()::startsWith);
            assertThat(about)
                    .as("%s begins with a cause, healthy or unsteady", scenario.name())
                    .isTrue();
        }
    }

    @Test
    void whatIsExpectedConfirmedHasANearMiss() throws IOException {
        Set<String> confirmed = new TreeSet<>();
        Set<String> nearMisses = new HashSet<>();
        for (Scenario scenario : scenarios()) {
            nearMisses.addAll(scenario.nearMissOf());
            scenario.expectations().values().stream()
                    .filter(expectation -> expectation.least() == Verdict.CONFIRMED)
                    .forEach(expectation -> confirmed.addAll(expectation.first()));
        }
        assertThat(nearMisses)
                .as("a near miss for every cause that may be confirmed: near-miss-of: CAUSE")
                .containsAll(confirmed);
    }

    @Test
    void whatANearMissSuggestsIsProvenElsewhere() throws IOException {
        Set<String> proven = new HashSet<>();
        Set<String> nearMisses = new TreeSet<>();
        for (Scenario scenario : scenarios()) {
            proven.addAll(scenario.truths());
            nearMisses.addAll(scenario.nearMissOf());
        }
        nearMisses.removeAll(proven);
        assertThat(nearMisses).as("causes with near misses and no true case").isEmpty();
    }

    @Test
    void twentyHealthyOnesAtLeast() throws IOException {
        assertThat(scenarios().stream().filter(Scenario::isHealthy))
                .hasSizeGreaterThanOrEqualTo(20);
    }
}
