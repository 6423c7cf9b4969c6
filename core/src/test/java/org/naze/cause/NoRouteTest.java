package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.SERVER6;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Interfaces;
import org.naze.model.Fact.Nic;
import org.naze.model.Fact.RouteType;
import org.naze.model.Verdict;

class NoRouteTest {
    private static final String CAUSE = "no-route";

    private static Seen client() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT);
    }

    @Test
    void eachKindOfRouteThatLeadsNowhereHasItsErrno() {
        assertThat(leads(RouteType.NONE, Errno.ENETUNREACH)).isEqualTo(Verdict.CONFIRMED);
        assertThat(leads(RouteType.UNREACHABLE, Errno.EHOSTUNREACH)).isEqualTo(Verdict.CONFIRMED);
        assertThat(leads(RouteType.PROHIBIT, Errno.EACCES)).isEqualTo(Verdict.CONFIRMED);
        assertThat(leads(RouteType.BLACKHOLE, Errno.EINVAL)).isEqualTo(Verdict.CONFIRMED);
    }

    @Test
    void anotherErrnoThanTheRoutesHasAnotherReason() {
        assertThat(leads(RouteType.BLACKHOLE, Errno.SILENT)).isNotEqualTo(Verdict.CONFIRMED);
        assertThat(leads(RouteType.PROHIBIT, Errno.EPERM)).isNotEqualTo(Verdict.CONFIRMED);
        assertThat(leads(RouteType.NONE, Errno.ECONNREFUSED)).isNotEqualTo(Verdict.CONFIRMED);
        assertThat(leads(RouteType.UNICAST, Errno.ENETUNREACH)).isNotEqualTo(Verdict.CONFIRMED);
    }

    private static @org.jspecify.annotations.Nullable Verdict leads(RouteType type, Errno errno) {
        return client().route(SERVER, type, null, false)
                .connect(SERVER, errno)
                .verdicts()
                .get(CAUSE);
    }

    @Test
    void aRouterThatHasNoneIsNotTheClient() {
        Seen seen = client().routed(SERVER).icmp(SERVER, Errno.ENETUNREACH, 300, ROUTER, 3, 0);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void withoutTheTableItIsLikely() {
        assertThat(client().connect(SERVER, Errno.ENETUNREACH).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void withoutTheTableALateErrorMayHaveComeFromARouter() {
        assertThat(client().connect(SERVER, Errno.ENETUNREACH, 40_000).verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aMissingSourceAddressMayBeWhyTheTableHasNone() {
        Seen seen =
                client().fact(
                                new Fact.Connect(
                                        Fact.Purpose.TARGET,
                                        SERVER,
                                        PORT,
                                        "192.0.2.1",
                                        Errno.ENETUNREACH,
                                        200,
                                        null,
                                        null))
                        .fact(new Fact.SourceAddress("192.0.2.1", false));
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE).containsKey("source-address-missing");
    }

    @Test
    void aMachineWithoutThatFamilyLacksTheFamily() {
        Seen seen =
                Seen.of("tcp://[" + SERVER6 + "]:" + PORT)
                        .nic("eth0", true, "10.1.0.2/24")
                        .route(SERVER6, RouteType.NONE, null, false)
                        .connect(SERVER6, Errno.ENETUNREACH);
        assertThat(seen.verdicts())
                .containsEntry("address-family", Verdict.CONFIRMED)
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aRouteToOneOfTwoAddressesIsARoute() {
        Seen seen =
                Seen.byClient("tcp://chat.example:" + PORT)
                        .lookup("chat.example", SERVER, "192.0.2.10")
                        .route(SERVER, RouteType.UNREACHABLE, null, false)
                        .routed("192.0.2.10")
                        .connect(SERVER, Errno.EHOSTUNREACH)
                        .connect("192.0.2.10", Errno.SILENT);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aMachineReachesItselfByItsLoopbackInterface() {
        for (Errno errno : new Errno[] {Errno.SILENT, Errno.ENETUNREACH}) {
            assertThat(loopback(false, errno).verdicts())
                    .containsEntry(CAUSE, Verdict.CONFIRMED)
                    .doesNotContainKey("host-firewall");
            assertThat(loopback(true, errno).verdicts())
                    .doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
        }
        assertThat(loopback(false, Errno.ECONNREFUSED).verdicts())
                .as("a refusal has come through")
                .doesNotContainKey(CAUSE);
    }

    private static Seen loopback(boolean up, Errno errno) {
        return Seen.of("tcp://127.0.0.1:8282")
                .fact(new Interfaces(List.of(new Nic("lo", up, up, List.of()))))
                .listening()
                .connect("127.0.0.1", errno);
    }
}
