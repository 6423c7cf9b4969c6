package org.naze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;
import org.naze.cause.Causes;
import org.naze.model.Kebab;
import org.naze.model.Outcome;
import org.naze.report.Language;
import org.naze.report.Words;
import picocli.CommandLine.Model.OptionSpec;

/** docs/contract.md says what there is: no more, and nothing less. */
class ContractDocTest {
    private static final Path PAGE = Path.of("../docs/contract.md");

    @Test
    void everyOptionStandsInItAndNoOther() {
        List<String> options =
                Diagnose.spec(new Words(Language.EN)).options().stream()
                        .map(OptionSpec::longestName)
                        .toList();
        assertThat(column("## Options of diagnose"))
                .as("options in docs/contract.md")
                .map(cell -> cell.replace("`", ""))
                .containsExactlyInAnyOrderElementsOf(options);
    }

    @Test
    void everyOutcomeStandsInItBestFirst() {
        assertThat(column("## Outcomes"))
                .as("outcomes in docs/contract.md")
                .containsExactlyElementsOf(Arrays.stream(Outcome.values()).map(Kebab::of).toList());
    }

    @Test
    void everyCauseStandsInItAndNoOther() {
        assertThat(column("## Causes"))
                .as("causes in docs/contract.md")
                .containsExactlyElementsOf(Causes.ALL.stream().map(Cause::id).sorted().toList());
    }

    /** The first cells of the rows of a part's table, its head left out. */
    private static List<String> column(String heading) {
        return lines().dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> line.split("\\|")[1].strip())
                .toList();
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(PAGE).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
