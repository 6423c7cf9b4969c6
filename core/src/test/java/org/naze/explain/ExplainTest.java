package org.naze.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.naze.model.Outcome;

class ExplainTest {
    @Test
    void theContractsExample() {
        Explained explained = Explain.explain("Error: connect ECONNREFUSED 127.0.0.1:6379");

        assertThat(explained.symptom()).isEqualTo("refused");
        assertThat(explained.host()).isEqualTo("127.0.0.1");
        assertThat(explained.port()).isEqualTo(6379);
        assertThat(explained.scheme()).isNull();
        assertThat(explained.runtime()).isEqualTo("node");
        assertThat(explained.causes()).startsWith("not-listening", "wrong-port");
    }

    @ParameterizedTest
    @CsvSource({
        "connection refused, refused, not-listening",
        "connection timed out, timeout, host-firewall",
        "Cannot assign requested address, address-unavailable, ephemeral-ports-exhausted",
        "Error during WebSocket handshake: Unexpected response code: 200, protocol-mismatch, protocol-mismatch",
        "Error during WebSocket handshake: Unexpected response code: 403, protocol-mismatch, handshake-rejected",
        "Error during WebSocket handshake: Unexpected response code: 502, protocol-mismatch, upstream-dead",
        "Error during WebSocket handshake: Unexpected response code: 400, protocol-mismatch, upgrade-not-forwarded",
        "Error during WebSocket handshake: net::ERR_INVALID_HTTP_RESPONSE, protocol-mismatch, protocol-mismatch",
        "connect ETIMEDOUT 192.168.1.5:80, timeout, private-address",
        "connect ETIMEDOUT 192.0.2.5:80, timeout, host-firewall",
        "bind: Cannot assign requested address, address-unavailable, source-address-missing",
        "connect ENETUNREACH 2001:db8::5:80, unreachable, address-family",
        "connect ENETUNREACH 192.0.2.5:80, unreachable, no-route",
        "SSL routines: wrong version number, tls-failure, tls-mismatch",
        "certificate has expired, tls-failure, certificate-invalid",
    })
    void theManualsErrorsHaveTheManualsReasons(String text, String symptom, String first) {
        Explained explained = Explain.explain(text);

        assertThat(explained.symptom()).isEqualTo(symptom);
        assertThat(explained.causes()).startsWith(first).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "dial tcp xxx.xxx.xxx.xxx:3307: connection refused, , 3307",
        "connect ECONNREFUSED ***.***.***.***:80, , 80",
        "'connection refused, client: 192.0.2.1:4711', ,",
        "connection refused (Main.java:17), ,",
        "2026-01-01 10:20:30 connection refused, ,",
        "10:20:30 connection refused, ,",
        "connection refused (see https://docs.example/help), ,",
        "connection refused: [2001:db8::5]:80, 2001:db8::5, 80",
        "getaddrinfo ENOTFOUND api.example.pl, api.example.pl,",
        "dial tcp: lookup git.example.sh on 192.0.2.53:53: no such host, git.example.sh,",
        "connection refused: 2001:db8::5, 2001:db8::5,",
        "'SocketException: Connection refused, address = db.example, port = 51712', db.example,",
        "connect to db.example:99999 refused, db.example,",
        "'connect ECONNREFUSED 10.0.0.1:80, connect ECONNREFUSED 10.0.0.2:81', 10.0.0.1, 80",
        "Failed to connect to database, ,",
    })
    void aTargetIsNeverAGuess(String text, String host, Integer port) {
        Explained explained = Explain.explain(text);

        assertThat(explained.host()).isEqualTo(host);
        assertThat(explained.port()).isEqualTo(port);
    }

    @Test
    void coloursAndCredentialsAreNotPartOfAHost() {
        Explained explained =
                Explain.explain(
                        "\u001b[31mcannot connect to redis://user:hunter2@cache.example:6380/0\u001b[0m");

        assertThat(explained.host()).isEqualTo("cache.example");
        assertThat(explained.port()).isEqualTo(6380);
        assertThat(explained.scheme()).isEqualTo("redis");
        assertThat(explained.toString()).doesNotContain("hunter2");
    }

    @Test
    void symptomsAreOutcomesOrSayTheyAreNot() {
        assertThat(Symptom.REFUSED.outcome()).contains(Outcome.REFUSED);
        assertThat(Symptom.NOT_CONNECTION.outcome()).isEmpty();
        assertThat(Symptom.of("address-in-use").id()).isEqualTo("address-in-use");
    }

    @Test
    void theEndOfALongLogIsReadToo() {
        String noise = "nothing of interest\n".repeat(10_000);

        assertThat(Explain.explain(noise + "connect ECONNREFUSED 10.0.0.1:80").host())
                .isEqualTo("10.0.0.1");
        assertThat(Explain.explain("connect ECONNREFUSED 10.0.0.1:80\n" + noise).host())
                .isEqualTo("10.0.0.1");
    }
}
