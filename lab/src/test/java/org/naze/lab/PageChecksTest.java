package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;
import org.naze.cause.Causes;
import org.naze.report.Language;

/** What a page tells people to check is tried where the page's cause is true. */
class PageChecksTest {
    private static final Path UNCHECKED = Path.of("unchecked-pages.txt");

    private static List<PageCheck> checks() throws IOException {
        return ScenarioFile.folder(Path.of("scenarios")).stream()
                .flatMap(scenario -> scenario.pageChecks().stream())
                .toList();
    }

    private static Set<String> checked() throws IOException {
        return checks().stream().map(PageCheck::cause).collect(Collectors.toSet());
    }

    /** Causes whose pages the lab can't try, and why. */
    private static Map<String, String> unchecked() throws IOException {
        var unchecked = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(UNCHECKED)) {
            if (!line.startsWith("#")) {
                String[] parts = line.split(" \\| ", -1);
                assertThat(parts).as("%s: CAUSE | why: %s", UNCHECKED, line).hasSize(2);
                unchecked.put(parts[0], parts[1]);
            }
        }
        return unchecked;
    }

    @Test
    void everyPageHasACheckThatIsTriedWhereItsCauseIsTrue() throws IOException {
        for (Cause cause : Causes.ALL) {
            String id = cause.id();
            var blocks = CausePage.of(id, Language.EN).blocks();
            assertThat(checked().contains(id) || unchecked().containsKey(id))
                    .as(
                            """
                            %1$s: no check command of its page is tried. Add a line to a scenario that says \
                            `proves: %1$s`:
                                page-check MACHINE: N => SIGN
                            N is one of the %2$d blocks under "How to check it yourself" in \
                            core/src/main/resources/causes/%1$s/en.md, SIGN what the page says that it shows \
                            (or `not SIGN`); after N, EXAMPLE=VALUE for each example address other than the \
                            target's. Where no lab can show it, add `%1$s | why` to lab/%3$s.\
                            """,
                            id, blocks.size(), UNCHECKED)
                    .isTrue();
        }
    }

    @Test
    void whatIsTriedIsNotSaidToBeBeyondTheLab() throws IOException {
        assertThat(unchecked().keySet())
                .as("lab/%s: take away what a scenario tries now, and what is no cause", UNCHECKED)
                .isSubsetOf(Causes.ALL.stream().map(Cause::id).toList())
                .doesNotContainAnyElementsOf(checked());
    }

    @Test
    void aPageIsTriedWhereItsCauseIsTrue() throws IOException {
        for (Scenario scenario : ScenarioFile.folder(Path.of("scenarios"))) {
            for (PageCheck check : scenario.pageChecks()) {
                assertThat(scenario.truths())
                        .as("%s:%d", scenario.name(), check.line().number())
                        .contains(check.cause());
            }
        }
    }

    /** Also says where an example is left without its value. */
    @Test
    void theSignIsOneThatThePagePromisesInEveryLanguage() throws IOException {
        for (Scenario scenario : ScenarioFile.folder(Path.of("scenarios"))) {
            for (PageCheck check : scenario.pageChecks()) {
                assertThat(check.script()).isNotBlank();
                for (Language language : Language.values()) {
                    String promise = check.promise(language);
                    assertThat(check.absent() || promise.contains(check.sign()))
                            .as(
                                    "%s:%d: \"%s\" is not promised by causes/%s/%s.md: %s",
                                    scenario.name(),
                                    check.line().number(),
                                    check.sign(),
                                    check.cause(),
                                    language.tag(),
                                    promise)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void anAbsentSignIsPromisedAsOne() throws IOException {
        assertThat(checks())
                .filteredOn(PageCheck::absent)
                .isNotEmpty()
                .allSatisfy(check ->
                        assertThat(check.promise(Language.EN))
                                .containsPattern("(?i)\\b(no|not|nothing|none|missing)\\b"));
    }
}
