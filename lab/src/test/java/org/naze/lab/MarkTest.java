package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.naze.lab.Report.Found;
import org.naze.model.Verdict;

class MarkTest {
    private static final Set<String> CHECKED = Set.of("host-firewall", "upstream-filter");

    /** A scenario in which a router drops; {@code nothing} where nothing is wrong. */
    private static Scenario scenario(String proves, String expected) {
        return ScenarioFile.parse(
                "example",
                List.of(
                        "title: A router drops",
                        "proves: " + proves,
                        "topology: routed",
                        "run: tcp://10.2.0.5:8282",
                        "check client: nc -zvnw1 10.2.0.5 8282 => timed out",
                        "expect all: " + expected));
    }

    private static Mark mark(List<Set<String>> checks, String... causes) {
        List<Found> found = Arrays.stream(causes).map(MarkTest::found).toList();
        var report = new Report("timeout", found, checks);
        return Mark.of(
                scenario("upstream-filter", "timeout; first upstream-filter possible"),
                Mode.USER,
                report);
    }

    private static Found found(String words) {
        String[] parts = words.split(" ");
        return new Found(parts[0], Contract.verdict(parts[1]).orElseThrow(), List.of());
    }

    @Test
    void theTruthFirst() {
        assertThat(mark(List.of(), "upstream-filter likely")).isEqualTo(Mark.RIGHT);
        assertThat(mark(List.of(), "upstream-filter confirmed", "host-down likely"))
                .isEqualTo(Mark.RIGHT);
        assertThat(mark(List.of(), "upstream-filter possible")).isEqualTo(Mark.LISTED);
    }

    @Test
    void aTieTakesTheCheckThatPartsIt() {
        String[] tie = {"host-firewall likely", "upstream-filter likely"};
        assertThat(mark(List.of(CHECKED), tie)).isEqualTo(Mark.TIE);
        assertThat(mark(List.of(), tie)).isEqualTo(Mark.LISTED);
        assertThat(mark(List.of(CHECKED), "host-firewall likely", "upstream-filter possible"))
                .isEqualTo(Mark.LISTED);
    }

    @Test
    void whatIsMissedAndWhatIsFalse() {
        assertThat(mark(List.of(), "host-down likely")).isEqualTo(Mark.MISSED);
        assertThat(mark(List.of(), "host-down likely", "upstream-filter ruled-out"))
                .isEqualTo(Mark.MISSED);
        assertThat(mark(List.of(), "upstream-filter confirmed", "host-down confirmed"))
                .isEqualTo(Mark.FALSE);
    }

    @Test
    void ofWhatWorksNothingIsSaid() {
        Scenario healthy = scenario("nothing", "connected; silent");
        var quiet = new Report("connected", List.of(found("upstream-filter possible")));
        var alarm = new Report("connected", List.of(found("upstream-filter likely")));
        assertThat(Mark.of(healthy, Mode.USER, quiet)).isEqualTo(Mark.QUIET);
        assertThat(Mark.of(healthy, Mode.USER, alarm)).isEqualTo(Mark.FALSE);
    }

    @Test
    void aCellIsReadAsItIsWritten() {
        for (Said said :
                List.of(
                        new Said(Mark.TIE, Verdict.LIKELY, List.of("host-down", "no-route"), 2340),
                        new Said(Mark.QUIET, null, List.of(), 90))) {
            assertThat(Said.parse(said.toString())).isEqualTo(said);
        }
    }
}
