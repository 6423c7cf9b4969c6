package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.lab.Report.Found;
import org.naze.model.Verdict;

class ExpectationTest {
    private static final Expectation REFUSED =
            ExpectationLine.parse(
                    "refused; first not-listening likely; also wrong-port; never host-firewall");

    private static Found found(String cause, Verdict verdict) {
        return new Found(
                cause, verdict, List.of(new Report.Command("client", "nft delete rule", null)));
    }

    @Test
    void aReportThatFitsHasNoWrongs() {
        var report =
                new Report(
                        "refused",
                        List.of(
                                found("not-listening", Verdict.CONFIRMED),
                                found("wrong-port", Verdict.POSSIBLE),
                                found("host-firewall", Verdict.POSSIBLE)));
        assertThat(REFUSED.wrongs(report, 1, 100)).isEmpty();
    }

    @Test
    void everyDifferenceIsAWrong() {
        var report =
                new Report(
                        "timeout",
                        List.of(
                                found("host-firewall", Verdict.LIKELY),
                                found("not-listening", Verdict.POSSIBLE)));
        assertThat(REFUSED.wrongs(report, 0, 9000))
                .containsExactly(
                        "outcome timeout instead of refused",
                        "first host-firewall likely instead of not-listening likely",
                        "wrong-port is not listed as possible",
                        "host-firewall must never be above possible",
                        "exit 0 instead of 1",
                        "took 9000 ms instead of 6000 at most");
    }

    @Test
    void theFirstCauseMustBeCertainEnough() {
        var report = new Report("refused", List.of(found("not-listening", Verdict.POSSIBLE)));
        assertThat(REFUSED.wrongs(report, 1, 1))
                .contains("first not-listening possible instead of not-listening likely");
    }

    @Test
    void silenceAllowsWhatIsPossibleAndNoMore() {
        Expectation silent = ExpectationLine.parse("connected; silent");
        assertThat(silent.exit()).isZero();
        assertThat(
                        silent.wrongs(
                                new Report(
                                        "connected",
                                        List.of(found("local-proxy", Verdict.POSSIBLE))),
                                0,
                                1))
                .isEmpty();
        assertThat(
                        silent.wrongs(
                                new Report(
                                        "connected", List.of(found("local-proxy", Verdict.LIKELY))),
                                0,
                                1))
                .containsExactly("false alarm: local-proxy likely");
    }

    @Test
    void theFirstCausesCommandsMustContainTheText() {
        Expectation expectation =
                ExpectationLine.parse("refused; first not-listening likely; command iptables -D");
        var report = new Report("refused", List.of(found("not-listening", Verdict.LIKELY)));
        assertThat(expectation.wrongs(report, 1, 1))
                .containsExactly("no command of not-listening contains iptables -D");
    }

    @Test
    void noCommandMayContainTheText() {
        Expectation expectation =
                ExpectationLine.parse("refused; first not-listening likely; no-command nft delete");
        var report = new Report("refused", List.of(found("not-listening", Verdict.LIKELY)));
        assertThat(expectation.wrongs(report, 1, 1))
                .containsExactly("a command contains nft delete");
    }
}
