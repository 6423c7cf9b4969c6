package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.SERVER6;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.SynRetries;
import org.naze.model.Finding;

/** What clients go through that have several addresses, in turn and racing. */
class TurnsTest {
    private static final String OTHER = "10.2.0.6";
    private static final String OTHER6 = "fd02::6";

    private static Seen named(String... addresses) {
        return Seen.byClient("tcp://chat.example:" + PORT).lookup("chat.example", addresses);
    }

    private static Finding finding(Seen seen) {
        return seen.judged().causes().stream()
                .filter(f -> f.cause().equals("some-addresses-dead"))
                .findFirst()
                .orElseThrow();
    }

    private static Turns turns(Seen seen) {
        return Turns.of(new Scene(seen.evidence())).orElseThrow();
    }

    @Test
    void aSilentAddressHoldsUpWhoTriesInTurn() {
        Seen seen =
                named(SERVER6, SERVER)
                        .fact(new SynRetries(6, 4))
                        .connect(SERVER, Errno.OK)
                        .connect(SERVER6, Errno.SILENT);
        assertThat(finding(seen).variant()).isEqualTo("waits");
        assertThat(finding(seen).values())
                .containsEntry("which", "[" + SERVER6 + "]:" + PORT)
                .containsEntry("works", SERVER + ":" + PORT)
                .containsEntry("wait", "131 s")
                .containsEntry("back", "250 ms");
    }

    @Test
    void theKernelsPatienceIsNotKnownEverywhere() {
        Seen seen = named(SERVER6, SERVER).connect(SERVER, Errno.OK).connect(SERVER6, Errno.SILENT);
        assertThat(finding(seen).values()).containsEntry("wait", "-");
    }

    @Test
    void aRefusalHoldsNobodyUp() {
        Seen seen =
                named(SERVER6, SERVER)
                        .connect(SERVER, Errno.OK)
                        .connect(SERVER6, Errno.ECONNREFUSED);
        assertThat(finding(seen).variant()).isEqualTo("skips");
        assertThat(finding(seen).values())
                .containsEntry("wait", "0.3 ms")
                .containsEntry("back", "0.3 ms");
    }

    @Test
    void whatComesLaterIsHardlyNoticed() {
        Seen silent = named(SERVER, OTHER).connect(OTHER, Errno.SILENT).connect(SERVER, Errno.OK);
        assertThat(finding(silent).variant()).isEqualTo("later");
        Seen refused =
                named(SERVER, OTHER).connect(OTHER, Errno.ECONNREFUSED).connect(SERVER, Errno.OK);
        assertThat(finding(refused).variant()).isEqualTo("spare");
    }

    @Test
    void withoutALookupTheOrderIsNotKnown() {
        Seen seen =
                Seen.byClient("tcp://chat.example:" + PORT)
                        .connect(OTHER, Errno.SILENT)
                        .connect(SERVER, Errno.OK);
        assertThat(finding(seen).variant()).isEmpty();
    }

    /** RFC 8305 §4: after an address of one family comes one of the other. */
    @Test
    void racersTakeTheFamiliesByTurns() {
        Seen seen =
                named(SERVER6, OTHER6, SERVER, OTHER)
                        .connect(SERVER6, Errno.SILENT)
                        .connect(OTHER6, Errno.SILENT)
                        .connect(SERVER, Errno.OK)
                        .connect(OTHER, Errno.OK);
        assertThat(turns(seen).raced()).isEqualTo(Turns.RACE_MICROS);
        Seen late =
                named(SERVER6, OTHER6, SERVER, OTHER)
                        .connect(SERVER6, Errno.SILENT)
                        .connect(OTHER6, Errno.SILENT)
                        .connect(SERVER, Errno.SILENT)
                        .connect(OTHER, Errno.OK);
        assertThat(turns(late).raced()).isEqualTo(3 * Turns.RACE_MICROS);
    }

    @Test
    void aSlowAddressLosesTheRace() {
        Seen seen =
                named(SERVER, OTHER)
                        .connect(SERVER, Errno.OK, 900_000)
                        .connect(OTHER, Errno.OK, 1000);
        assertThat(turns(seen).raced()).isEqualTo(Turns.RACE_MICROS);
    }

    /** ip-sysctl.rst: six retries and four linear time-outs end after 131 s; 127 s before. */
    @Test
    void theKernelGivesUpAfterItsRetries() {
        Map<SynRetries, Integer> seconds =
                Map.of(
                        new SynRetries(6, 4), 131,
                        new SynRetries(6, 0), 127,
                        new SynRetries(2, 0), 7,
                        new SynRetries(0, 0), 1,
                        new SynRetries(8, 0), 127 + 240);
        seconds.forEach((retries, expected) -> assertThat(retries.seconds()).isEqualTo(expected));
        assertThat(new SynRetries(Integer.MAX_VALUE, Integer.MIN_VALUE).seconds()).isPositive();
    }
}
