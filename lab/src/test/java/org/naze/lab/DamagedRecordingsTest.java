package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.naze.cause.Judge;
import org.naze.model.Diagnosis;
import org.naze.report.FormatException;
import org.naze.report.Language;
import org.naze.report.Layout;
import org.naze.report.TextReport;
import org.naze.report.Words;

/** Facts that fit no longer together are judged, all the same; or they are not read. */
class DamagedRecordingsTest {
    private static final long SEED = 20_260_101;
    private static final int EACH = 6;

    /** A member's value: a text, a number, null. */
    private static final Pattern VALUE = Pattern.compile("(?<=\":)(\"[^\"\\\\]*\"|\\d+|null)");

    @Test
    void whatCanBeReadCanBeJudgedAndReported() throws IOException {
        var random = new Random(SEED);
        var words = new Words(Language.EN);
        int read = 0;
        for (Path file : Recording.files()) {
            String document = Files.readString(file);
            for (int i = 0; i < EACH; i++) {
                String damaged = damaged(document, random);
                try {
                    Diagnosis diagnosis = Judge.judge(Recording.readBack(damaged));
                    assertThat(Recording.document(diagnosis)).isNotEmpty();
                    assertThat(new TextReport(words, Layout.PLAIN, true).of(diagnosis))
                            .isNotEmpty();
                    read++;
                } catch (FormatException e) {
                    assertThat(e.getMessage()).isNotBlank();
                } catch (RuntimeException e) {
                    throw new AssertionError(e + " of " + file + ":\n" + damaged, e);
                }
            }
        }
        assertThat(read).as("damaged, and read").isGreaterThan(Recording.files().size());
    }

    /** One value in the place of another, here and there. */
    private static String damaged(String document, Random random) {
        String damaged = document;
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<MatchResult> values = new ArrayList<>(VALUE.matcher(damaged).results().toList());
            MatchResult place = values.get(random.nextInt(values.size()));
            // What is of another type is mostly not read.
            values.removeIf(value -> isText(value) != isText(place));
            MatchResult other = values.get(random.nextInt(values.size()));
            damaged =
                    damaged.substring(0, place.start())
                            + other.group()
                            + damaged.substring(place.end());
        }
        return damaged;
    }

    private static boolean isText(MatchResult value) {
        return value.group().startsWith("\"");
    }
}
