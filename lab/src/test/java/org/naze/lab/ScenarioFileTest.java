package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Verdict;

class ScenarioFileTest {
    private static final String WHOLE =
            """
            # The simplest one there is.
            title: Nothing listens
            proves: not-listening
            near-miss-of: host-firewall
            page: refused-5
            topology: routed
            router: nft add rule "a b"
            env: http_proxy=http://10.1.0.1:3128
            run: tcp://10.2.0.5:8282
            check client: nc -z 10.2.0.5 8282 => Connection refused
            expect root: refused; first not-listening or wrong-port likely; also bound-to-loopback; never host-down
            expect user container: refused; first not-listening possible; within 3000
            """;

    private static Scenario parse(String text) {
        return ScenarioFile.parse("example", List.of(text.split("\n")));
    }

    private static void refuses(String from, String to, String message) {
        assertThat(WHOLE).contains(from);
        assertThatThrownBy(() -> parse(WHOLE.replace(from, to)))
                .isInstanceOf(ScenarioFile.Malformed.class)
                .hasMessageStartingWith("example.scenario")
                .hasMessageContaining(message);
    }

    @Test
    void readsEveryPart() {
        Scenario scenario = parse(WHOLE);
        assertThat(scenario.title()).isEqualTo("Nothing listens");
        assertThat(scenario.truths()).containsExactly("not-listening");
        assertThat(scenario.in()).isEqualTo("client");
        assertThat(scenario.arguments()).containsExactly("tcp://10.2.0.5:8282");
        assertThat(scenario.environment()).containsEntry("http_proxy", "http://10.1.0.1:3128");
        assertThat(scenario.acts())
                .containsExactly(
                        new Scenario.Line(7, "router", List.of("nft", "add", "rule", "a b")));
        assertThat(scenario.checks().getFirst().seen()).isEqualTo("Connection refused");
    }

    @Test
    void readsExpectationsPerMode() {
        Scenario scenario = parse(WHOLE);
        Expectation root = scenario.expectation(Mode.ROOT);
        Expectation user = scenario.expectation(Mode.USER);
        assertThat(root.first()).containsExactly("not-listening", "wrong-port");
        assertThat(root.least()).isEqualTo(Verdict.LIKELY);
        assertThat(root.also())
                .containsExactly(
                        new Expectation.Also(List.of("bound-to-loopback"), Verdict.POSSIBLE));
        assertThat(root.exit()).isEqualTo(1);
        assertThat(user.withinMs()).isEqualTo(3000);
    }

    @Test
    void aModeWithoutExpectationIsAnErrorSoThatASkipCannotPass() {
        refuses("expect user container:", "expect user:", "no expectation for mode container");
    }

    @Test
    void aModeWithTwoExpectationsIsAnError() {
        refuses("expect user container:", "expect all:", ":12: two expectations for root");
    }

    @Test
    void unknownThingsAreErrorsThatNameTheLine() {
        refuses("router: nft", "ruter: nft", "line 7: no machine or key ruter");
        refuses("topology: routed", "topology: ring", "no topology ring; there are routed");
        refuses("proves: not-listening", "proves: not-lisening", "unknown not-lisening");
        refuses("page: refused-5", "page: refused-8", "unknown refused-8");
        refuses("or wrong-port", "or wrong-prot", ":11: unknown cause wrong-prot");
        refuses("likely;", "probable;", ":11: no verdict probable");
        refuses("expect root: refused", "expect root: no", ":11: unknown outcome no");
        refuses("; within 3000", "; until 3000", ":12: unknown clause");
        refuses("check client:", "check:", ":10: check needs a machine");
        refuses("\"a b\"", "\"a b", ":7: a quote is left open");
    }

    @Test
    void missingThingsAreErrors() {
        refuses("title: Nothing listens\n", "", "no title");
        refuses("proves: not-listening\n", "", "no proves");
        refuses("run: tcp://10.2.0.5:8282\n", "", "no run");
        refuses(
                "check client: nc -z 10.2.0.5 8282 => Connection refused\n",
                "",
                "another tool has to see the fault");
    }

    @Test
    void whatIsConfirmedHasToBeTrue() {
        refuses(
                "first not-listening possible",
                "first wrong-port confirmed",
                "not said to be true");
        refuses("near-miss-of: host-firewall", "near-miss-of: not-listening", "near miss at once");
    }

    @Test
    void anExpectationSaysEitherACauseOrSilence() {
        refuses("; first not-listening possible", "", "needs either");
        refuses("; within 3000", "; silent", "needs either");
    }

    @Test
    void nothingMayBeConfirmedThatIsNotSaidToBeTrue() {
        var report =
                new Report(
                        "refused",
                        List.of(
                                new Report.Found("not-listening", Verdict.CONFIRMED, List.of()),
                                new Report.Found("host-firewall", Verdict.CONFIRMED, List.of()),
                                new Report.Found("wrong-port", Verdict.LIKELY, List.of())));
        assertThat(parse(WHOLE).wronglyConfirmed(report))
                .containsExactly("WRONG CONFIRMED host-firewall");
    }
}
