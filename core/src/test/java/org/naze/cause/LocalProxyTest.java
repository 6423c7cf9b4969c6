package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Proxy;
import org.naze.model.Fact.ProxySetting;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.RouteType;
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
    void theDirectWayIsNotTheClients() {
        Seen seen =
                with(proxied("127.0.0.1"), Errno.ECONNREFUSED, "127.0.0.1")
                        .route(SERVER, RouteType.NONE, null, false)
                        .connect(SERVER, Errno.ENETUNREACH);
        assertThat(seen.judged().causes().getFirst().cause()).isEqualTo(CAUSE);
        assertThat(seen.verdicts()).doesNotContainEntry("no-route", Verdict.CONFIRMED);
    }

    @Test
    void aDirectRefusalIsTheServers() {
        Seen seen =
                Seen.byClient("http://" + SERVER + ":" + PORT)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .noFilter();
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    private static Seen set(String target, Errno proxy) {
        return Seen.byClient(target)
                .fact(new ProxySetting("kioslaverc", "http", "127.0.0.1", 7890))
                .connect(Purpose.OTHER_PROXY, "127.0.0.1", 7890, proxy, AT_ONCE);
    }

    @Test
    void aDeadProxyThatOnlySomeFollowIsPossible() {
        Seen seen = set("http://" + SERVER + ":" + PORT, Errno.ECONNREFUSED);
        assertThat(seen.connect(SERVER, Errno.OK).verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE);
        assertThat(seen.judged().isProblem()).isFalse();
        seen.fact(new AsProcess(7, "firefox", 1000, false, false));
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aLiveProxyMattersWhereTheDirectWayIsShut() {
        Seen seen = set("https://" + SERVER + ":" + PORT, Errno.OK);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
        assertThat(seen.connect(SERVER, Errno.SILENT).verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE);
        assertThat(
                        set("https://" + SERVER + ":" + PORT, Errno.OK)
                                .connect(SERVER, Errno.ECONNREFUSED)
                                .verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aJavaProgramsPropertyIsNoVariable() {
        Seen seen =
                Seen.byClient("http://" + SERVER + ":" + PORT)
                        .fact(new Proxy("-Dhttp.proxyHost", "http", "127.0.0.1", 3128));
        with(seen, Errno.ECONNREFUSED, "127.0.0.1").connect(SERVER, Errno.OK);
        var finding = seen.judged().causes().getFirst();
        assertThat(finding.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(finding.remedies()).extracting(r -> r.key()).contains("property");
        assertThat(finding.remedies()).noneMatch(r -> r.command() != null);
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
