package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Proxy;
import org.naze.model.Fact.Purpose;
import org.naze.model.Outcome;
import org.naze.model.Verdict;

class LocalProxyTest {
    private static final String CAUSE = "local-proxy";

    private static Seen proxied(String host) {
        return Seen.byClient("http://" + SERVER + ":" + PORT)
                .fact(new Proxy("http_proxy", "http", host, 3128));
    }

    private static Seen with(Seen seen, Errno errno, String... addresses) {
        for (String address : addresses) {
            seen.connect(Purpose.PROXY, address, 3128, errno, AT_ONCE);
        }
        return seen;
    }

    @Test
    void aProxyThatRefuses() {
        Seen seen = with(proxied("127.0.0.1"), Errno.ECONNREFUSED, "127.0.0.1");
        assertThat(seen.connect(SERVER, Errno.OK).verdicts())
                .containsEntry(CAUSE, Verdict.CONFIRMED);
        assertThat(seen.judged().outcome()).isEqualTo(Outcome.PROXY_FAILURE);
    }

    @Test
    void aProxyThatIsSilentMayOnlyBeSlow() {
        Seen seen = with(proxied("10.1.0.9"), Errno.SILENT, "10.1.0.9");
        assertThat(seen.connect(SERVER, Errno.OK).verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aProxyThatTakesConnectionsIsNotDead() {
        Seen seen = with(proxied("127.0.0.1"), Errno.OK, "127.0.0.1");
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
        assertThat(seen.judged().outcome()).isEqualTo(Outcome.CONNECTED);
    }

    @Test
    void aProxyOfWhichOneAddressServesIsNotDead() {
        Seen seen = proxied("localhost").lookup("localhost", "::1", "127.0.0.1");
        with(seen, Errno.ECONNREFUSED, "::1");
        assertThat(seen.verdicts()).doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
        with(seen, Errno.OK, "127.0.0.1");
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aDirectRefusalIsTheServers() {
        Seen seen =
                Seen.byClient("http://" + SERVER + ":" + PORT)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .noFilter();
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aFakeAddressComesFromAProxyInTunMode() {
        Seen byName =
                Seen.byClient("http://chat.example:" + PORT)
                        .lookup("chat.example", "198.18.0.7")
                        .connect("198.18.0.7", Errno.SILENT);
        Seen byNumber =
                Seen.byClient("http://198.18.0.7:" + PORT).connect("198.18.0.7", Errno.SILENT);
        Seen next =
                Seen.byClient("http://chat.example:" + PORT)
                        .lookup("chat.example", "198.20.0.7")
                        .connect("198.20.0.7", Errno.SILENT);
        assertThat(byName.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        assertThat(byNumber.verdicts()).doesNotContainKey(CAUSE);
        assertThat(next.verdicts()).doesNotContainKey(CAUSE);
    }
}
