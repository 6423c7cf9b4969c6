package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.KERNEL_GAVE_UP;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.DeviceType;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.Neighbourhood;
import org.naze.model.Fact.Nic;
import org.naze.model.Fact.OtherRoute;
import org.naze.model.Fact.RouteType;
import org.naze.model.Finding;
import org.naze.model.Verdict;

class WrongNetworkTest {
    private static final String CAUSE = "wrong-network";
    private static final String FAR = "10.8.0.5";
    private static final String BESIDE = "10.1.0.5";

    private static Nic nic(String name, boolean up, String... addresses) {
        return new Nic(name, up, up, List.of(addresses));
    }

    /**
     * A client on 10.1.0.0/24 with one more interface, and the silence of a far private address.
     */
    private static Seen silent(Nic... more) {
        var nics = new java.util.ArrayList<>(List.of(nic("eth0", true, "10.1.0.2/24")));
        nics.addAll(List.of(more));
        return Seen.of("tcp://" + FAR + ":" + PORT)
                .fact(new Fact.Interfaces(nics))
                .routed(FAR)
                .connect(FAR, Errno.SILENT)
                .noFilter();
    }

    private static Finding found(Seen seen) {
        return seen.judged().causes().stream()
                .filter(finding -> finding.cause().equals(CAUSE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aVpnThatIsOff() {
        Finding finding = found(silent(nic("tun0", false, "10.8.0.2/24")));
        assertThat(finding.verdict()).isEqualTo(Verdict.LIKELY);
        assertThat(finding.variant()).isEqualTo("tunnel-off");
        assertThat(String.valueOf(finding.remedies().getFirst().command()))
                .contains("ip, link, set, dev, tun0, up");
        assertThat(found(silent(nic("tun0", false))).remedies().getFirst().key())
                .isEqualTo("switch-on");
    }

    @Test
    void itsTypeTellsWhatItsNameDoesNot() {
        assertThat(silent(nic("office", false)).verdicts()).doesNotContainKey(CAUSE);
        Seen typed = silent(nic("office", false)).fact(new DeviceType("office", "wireguard"));
        assertThat(found(typed).verdict()).isEqualTo(Verdict.LIKELY);
    }

    @Test
    void whatTheKernelLeavesDownByItselfIsNoVpn() {
        for (String name : List.of("tunl0", "sit0", "gre0", "ip6tnl0")) {
            Seen seen = silent(nic(name, false)).fact(new DeviceType(name, "ipip"));
            assertThat(seen.verdicts()).as(name).doesNotContainKey(CAUSE);
        }
    }

    @Test
    void anotherVpnThatIsUpMayBeTheRightOne() {
        Nic up = nic("tun1", true, "10.9.0.2/24");
        assertThat(found(silent(nic("tun0", false), up)).verdict()).isEqualTo(Verdict.POSSIBLE);
        assertThat(found(silent(nic("tun0", false, "10.8.0.2/24"), up)).verdict())
                .isEqualTo(Verdict.LIKELY);
        assertThat(silent(up).verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void withoutAnyVpnThereIsNoneToSwitchOn() {
        assertThat(silent().verdicts())
                .doesNotContainKey(CAUSE)
                .containsEntry("private-address", Verdict.POSSIBLE);
    }

    @Test
    void whoAnswersIsReached() {
        Nic off = nic("tun0", false, "10.8.0.2/24");
        assertThat(silent(off).echo(FAR, true, 60).verdicts()).doesNotContainKey(CAUSE);
        assertThat(silent(off).connect(FAR, Errno.OK).verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aRouteOfItsOwnOrAPublicAddressNeedsNoVpn() {
        Seen own =
                Seen.of("tcp://" + FAR + ":" + PORT)
                        .fact(new Fact.Interfaces(List.of(nic("tun0", false))))
                        .route(FAR, RouteType.UNICAST, ROUTER, false)
                        .connect(FAR, Errno.SILENT);
        assertThat(own.verdicts()).doesNotContainKey(CAUSE);
        Seen wide =
                Seen.of("tcp://203.0.113.9:" + PORT)
                        .fact(new Fact.Interfaces(List.of(nic("tun0", false))))
                        .routed("203.0.113.9")
                        .connect("203.0.113.9", Errno.SILENT);
        assertThat(wide.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void noRouteAtAllAndAVpnThatIsOff() {
        Seen seen =
                Seen.of("tcp://" + FAR + ":" + PORT)
                        .fact(new Fact.Interfaces(List.of(nic("tun0", false, "10.8.0.2/24"))))
                        .route(FAR, RouteType.NONE, null, false)
                        .connect(FAR, Errno.ENETUNREACH);
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .containsEntry("no-route", Verdict.CONFIRMED);
    }

    @Test
    void aRouteIntoATunnelThatNothingCarries() {
        var nics =
                List.of(
                        nic("eth0", true, "10.1.0.2/24"),
                        new Nic("tun0", true, false, List.of("10.8.0.2/24")));
        Seen seen =
                Seen.of("tcp://" + FAR + ":" + PORT)
                        .fact(new Fact.Interfaces(nics))
                        .fact(into("tun0", FAR))
                        .connect(FAR, Errno.SILENT);
        assertThat(found(seen).variant()).isEqualTo("tunnel-dead");
        assertThat(found(seen).verdict()).isEqualTo(Verdict.LIKELY);
    }

    private static Fact.Route into(String device, String address) {
        return new Fact.Route(address, RouteType.UNICAST, null, device, "10.1.0.2", false);
    }

    /** Nobody on the own link has the address. */
    private static Seen nobody(String device, NeighbourState state) {
        return Seen.byClient("tcp://" + BESIDE + ":" + PORT)
                .fact(into(device, BESIDE))
                .connect(BESIDE, Errno.EHOSTUNREACH, KERNEL_GAVE_UP)
                .fact(new Fact.Neighbour(BESIDE, device, state))
                .noFilter();
    }

    @Test
    void anotherRouteLeadsThereToo() {
        Seen seen =
                nobody("eth0", NeighbourState.FAILED)
                        .fact(new OtherRoute(BESIDE, "10.0.0.0/8", null, "tun0"));
        assertThat(found(seen).verdict()).isEqualTo(Verdict.LIKELY);
        assertThat(found(seen).variant()).isEqualTo("overlap");
        assertThat(String.valueOf(found(seen).remedies().getFirst().command()))
                .contains("ip, route, add, 10.1.0.5/32, dev, tun0");
        assertThat(seen.judged().causes().getFirst().cause()).isEqualTo(CAUSE);
    }

    @Test
    void aDefaultRouteLeadsEverywhereAndSaysLittle() {
        var everywhere = new OtherRoute(BESIDE, "0.0.0.0/0", ROUTER, "eth0");
        assertThat(nobody("eth0", NeighbourState.FAILED).fact(everywhere).verdicts())
                .doesNotContainKey(CAUSE);
        Seen docker = nobody("br-0123456789ab", NeighbourState.FAILED).fact(everywhere);
        assertThat(found(docker).verdict()).isEqualTo(Verdict.POSSIBLE);
        assertThat(docker.verdicts()).containsEntry("host-down", Verdict.LIKELY);
        Seen tunnel =
                nobody("eth0", NeighbourState.FAILED)
                        .fact(new OtherRoute(BESIDE, "0.0.0.0/0", null, "wg0"));
        assertThat(found(tunnel).verdict()).isEqualTo(Verdict.LIKELY);
    }

    @Test
    void whereSomebodyHereAnswersItMayBeTheOneThatIsMeant() {
        Seen seen =
                Seen.byClient("tcp://" + BESIDE + ":" + PORT)
                        .fact(into("eth0", BESIDE))
                        .connect(BESIDE, Errno.ECONNREFUSED)
                        .neighbour(BESIDE, NeighbourState.REACHABLE)
                        .fact(new OtherRoute(BESIDE, "10.0.0.0/8", null, "tun0"));
        assertThat(found(seen).verdict()).isEqualTo(Verdict.POSSIBLE);
    }

    private static Seen isolated(NeighbourState router, int answering, int silent) {
        return nobody("eth0", NeighbourState.FAILED)
                .routed("192.0.2.1")
                .neighbour(ROUTER, router)
                .fact(new Neighbourhood("eth0", answering, silent));
    }

    @Test
    void nobodyAnswersButTheRouter() {
        assertThat(found(isolated(NeighbourState.REACHABLE, 0, 2)).verdict())
                .isEqualTo(Verdict.LIKELY);
        assertThat(found(isolated(NeighbourState.STALE, 0, 1)).verdict())
                .isEqualTo(Verdict.POSSIBLE);
    }

    @Test
    void oneMachineThatIsOffIsNoIsolation() {
        assertThat(isolated(NeighbourState.REACHABLE, 0, 0).verdicts()).doesNotContainKey(CAUSE);
        assertThat(isolated(NeighbourState.REACHABLE, 1, 5).verdicts()).doesNotContainKey(CAUSE);
        assertThat(isolated(NeighbourState.FAILED, 0, 5).verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void wirelessLinksAreUnderSuspicionSooner() {
        Seen seen =
                nobody("wlan0", NeighbourState.FAILED)
                        .fact(
                                new Fact.Route(
                                        "192.0.2.1",
                                        RouteType.UNICAST,
                                        ROUTER,
                                        "wlan0",
                                        "10.1.0.2",
                                        true))
                        .fact(new Fact.Neighbour(ROUTER, "wlan0", NeighbourState.REACHABLE))
                        .fact(new Neighbourhood("wlan0", 0, 0));
        assertThat(found(seen).verdict()).isEqualTo(Verdict.POSSIBLE);
        assertThat(seen.judged().causes().getFirst().cause()).isEqualTo("host-down");
    }

    @Test
    void aNameThatPerhapsOnlyTheVpnKnows() {
        Seen seen =
                Seen.of("tcp://git.corp.example:22")
                        .fact(
                                new Fact.Interfaces(
                                        List.of(
                                                nic("eth0", true, "10.1.0.2/24"),
                                                nic("wg0", false))))
                        .lookup("git.corp.example")
                        .fact(
                                new DnsAnswer(
                                        "10.1.0.53",
                                        "udp",
                                        "git.corp.example",
                                        "A",
                                        LookupStatus.NXDOMAIN,
                                        List.of(),
                                        List.of(),
                                        AT_ONCE));
        assertThat(found(seen).verdict()).isEqualTo(Verdict.POSSIBLE);
        assertThat(seen.judged().causes().getFirst().cause()).isEqualTo("name-not-found");
    }

    @Test
    void itIsNeverCertain() {
        assertThat(silent(nic("tun0", false, "10.8.0.2/24")).with(Verdict.CONFIRMED)).isEmpty();
        assertThat(isolated(NeighbourState.REACHABLE, 0, 9).with(Verdict.CONFIRMED)).isEmpty();
    }
}
