package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every line of the page that Naze began with is proven by a scenario, or said to wait. */
class PageTest {
    private static final Path FILE = Path.of("page.txt");
    private static final Pattern LINE =
            Pattern.compile("([a-z]+-\\d) \\| ([^| ][^|]*[^| ])(?: \\| waits: ([^|]*[^| ]))?");

    /** The lines by their ids: an empty text, or what it waits for. */
    private static Map<String, String> lines() throws IOException {
        var lines = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(FILE)) {
            if (!line.startsWith("#")) {
                Matcher read = LINE.matcher(line);
                assertThat(read.matches()).as("%s: can't be read: %s", FILE, line).isTrue();
                String waits = read.group(3) == null ? "" : read.group(3);
                assertThat(lines.put(read.group(1), waits))
                        .as("%s: %s stands there twice", FILE, read.group(1))
                        .isNull();
            }
        }
        return lines;
    }

    private static Set<String> proven() throws IOException {
        return ScenarioFile.folder(Path.of("scenarios")).stream()
                .flatMap(scenario -> scenario.page().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void theFileHasEveryLineOfThePage() throws IOException {
        assertThat(lines().keySet()).containsExactlyInAnyOrderElementsOf(Contract.PAGE);
    }

    @Test
    void everyLineHasAScenarioOrWaits() throws IOException {
        Set<String> proven = proven();
        lines().forEach((id, waits) ->
                assertThat(!waits.isEmpty() || proven.contains(id))
                        .as("%s: add a scenario with `page: %s`", id, id)
                        .isTrue());
    }

    @Test
    void whatHasAScenarioWaitsNoLonger() throws IOException {
        Set<String> proven = proven();
        lines().forEach((id, waits) ->
                assertThat(waits.isEmpty() || !proven.contains(id))
                        .as("%s: %s has a scenario now: take away ` | waits: %s`", FILE, id, waits)
                        .isTrue());
    }
}
