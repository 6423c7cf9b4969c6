package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.naze.model.Verdict;

class ReportTest {
    private static final String WHOLE =
            """
            {"schema": "naze/1",
             "target": {"uri": "ws://chat.example:8283/", "scheme": "ws", "host": "chat.example", "port": 8283},
             "outcome": "refused",
             "addresses": [{"address": "203.0.113.7", "outcome": "refused", "ms": 3}],
             "elapsedMs": 41,
             "steps": [{"name": "resolve", "status": "ok", "ms": 3, "detail": "203.0.113.7"}],
             "causes": [
               {"id": "wrong-port", "verdict": "likely", "title": "The wrong port", "explanation": "So it is.",
                "evidence": [{"supports": true, "text": "Port 8282 answers", "fact": "f12"}],
                "remedies": [{"where": "client", "text": "Connect to 8282", "command": "true", "undo": null, "persistent": true, "risk": null}]},
               {"id": "host-down", "verdict": "ruled-out", "title": "The host is down", "explanation": "It is not.",
                "evidence": [{"supports": false, "text": "It answered", "fact": "f12"}],
                "remedies": []}],
             "checks": [{"between": ["wrong-port", "not-listening"], "where": "server", "text": "See who listens", "command": "ss"}],
             "facts": [{"id": "f12", "kind": "handshake", "vantage": "client"}]}
            """;

    private static void refuses(String from, String to, String message) {
        assertThat(WHOLE).contains(from);
        assertThatThrownBy(() -> Report.of(WHOLE.replace(from, to)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void readsTheContractsExample() {
        Report report = Report.of(WHOLE);
        assertThat(report.outcome()).isEqualTo("refused");
        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.causes().getFirst().commands())
                .containsExactly(new Report.Command("client", "true", null));
        assertThat(report.lists("wrong-port", Verdict.LIKELY)).isTrue();
        assertThat(report.parts("not-listening", "wrong-port")).isTrue();
        assertThat(report.parts("host-down", "wrong-port")).isFalse();
        assertThat(report.lists("wrong-port", Verdict.CONFIRMED)).isFalse();
    }

    @Test
    void theExitStatusFollowsFromOutcomeAndVerdicts() {
        String connected =
                WHOLE.replace("\"outcome\": \"refused\",\n", "\"outcome\": \"connected\",\n");
        assertThat(Report.of(connected).exitStatus()).isEqualTo(1);
        assertThat(Report.of(connected.replace("\"likely\"", "\"possible\"")).exitStatus())
                .isZero();
    }

    @Test
    void exactlyOneDocument() {
        refuses("\"vantage\": \"client\"}]}", "\"vantage\": \"client\"}]} {}", "more than one");
        assertThatThrownBy(() -> Report.of("")).hasMessageContaining("no JSON document");
        assertThatThrownBy(() -> Report.of("null")).hasMessageContaining("is null");
        assertThatThrownBy(() -> Report.of("WARNING: {}")).hasMessageContaining("not JSON");
    }

    @Test
    void whatTheContractDoesNotKnowIsRefused() {
        refuses("naze/1", "naze/2", "$.schema is not naze/1");
        refuses("\"elapsedMs\": 41", "\"elapsedMs\": -1", "$.elapsedMs is no whole number");
        refuses("\"status\": \"ok\"", "\"status\": \"good\"", "$.steps[0].status is \"good\"");
        refuses("\"id\": \"wrong-port\"", "\"id\": \"bad-port\"", "$.causes[0].id is \"bad-port\"");
        refuses("\"where\": \"client\"", "\"where\": \"here\"", "remedies[0].where");
        refuses("\"persistent\": true, ", "", "has no \"persistent\"");
        refuses(
                "\"fact\": \"f12\"}],\n    \"remedies\": [{",
                "\"fact\": \"f9\"}],\n    \"remedies\": [{",
                "evidence[0].fact is \"f9\"");
    }

    @Test
    void aVerdictRestsOnAFact() {
        refuses("\"supports\": true", "\"supports\": false", "no fact that carries");
    }

    @Test
    void placeholdersAreFilledIn() {
        refuses("So it is.", "So it is on {port}.", "open placeholder");
    }

    @Test
    void ruledOutCausesStandLast() {
        refuses("\"verdict\": \"likely\"", "\"verdict\": \"ruled-out\"", "no fact that carries");
        refuses("\"id\": \"host-down\"", "\"id\": \"wrong-port\"", "twice");
    }
}
