package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.OWN;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.listener;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Verdict;

/** Who listens where: not-listening, bound-to-loopback, bound-to-other-address. */
class ListeningTest {
    private static Seen refusedHere() {
        return refusedHere(OWN);
    }

    private static Seen refusedHere(String address) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return Seen.byClient("tcp://" + host + ":" + PORT)
                .here(address)
                .connect(address, Errno.ECONNREFUSED);
    }

    @Test
    void nobodyListensOnThePort() {
        assertThat(refusedHere().noFilter().listening(listener("0.0.0.0", 22)).verdicts())
                .containsOnlyKeys("not-listening", "client-firewall")
                .containsEntry("not-listening", Verdict.CONFIRMED);
    }

    @Test
    void fromOutsideNobodyKnows() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .noFilter()
                        .listening(listener("0.0.0.0", 22));
        assertThat(seen.with(Verdict.CONFIRMED)).isEmpty();
        assertThat(seen.verdicts()).containsEntry("not-listening", Verdict.LIKELY);
    }

    @Test
    void whereThePortMayBeForwardedTheTableProvesNothing() {
        Seen unseen =
                refusedHere()
                        .unchecked("filter", Reason.NOT_PERMITTED)
                        .listening(listener("0.0.0.0", 22));
        Seen diverted =
                refusedHere()
                        .ruling(OWN, Ruling.DIVERT, "output", "dnat to 172.17.0.2:80")
                        .listening(listener("0.0.0.0", 22));
        assertThat(unseen.verdicts()).doesNotContainValue(Verdict.CONFIRMED);
        assertThat(diverted.verdicts()).doesNotContainEntry("not-listening", Verdict.CONFIRMED);
    }

    @Test
    void withoutConnectionTrackingThereIsNoForwarding() {
        Seen seen =
                refusedHere()
                        .fact(new Fact.NoTracking("nf_conntrack_count"))
                        .listening(listener("0.0.0.0", 22));
        assertThat(seen.verdicts()).containsEntry("not-listening", Verdict.CONFIRMED);
    }

    @Test
    void withoutTheTableItIsNotCertain() {
        Seen seen = refusedHere().noFilter().unchecked("listeners", Reason.UNSUPPORTED);
        assertThat(seen.with(Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void aRuleThatRejectsIsWhyThePortSeemsClosed() {
        Seen seen =
                refusedHere()
                        .ruling(OWN, Ruling.REJECT, "input", "reject with tcp reset")
                        .listening(listener("0.0.0.0", PORT));
        assertThat(seen.verdicts())
                .containsEntry("host-firewall", Verdict.CONFIRMED)
                .doesNotContainKeys("not-listening", "bound-to-other-address");
    }

    @Test
    void aListenerOnLoopbackOnly() {
        assertThat(refusedHere().noFilter().listening(listener("127.0.0.1", PORT)).verdicts())
                .containsEntry("bound-to-loopback", Verdict.CONFIRMED)
                .doesNotContainKeys("not-listening", "bound-to-other-address");
    }

    @Test
    void aListenerOnAnotherAddress() {
        assertThat(refusedHere().noFilter().listening(listener("10.1.0.3", PORT)).verdicts())
                .containsEntry("bound-to-other-address", Verdict.CONFIRMED)
                .doesNotContainKeys("not-listening", "bound-to-loopback");
    }

    @Test
    void aListenerOnLoopbackAskedForByLoopbackIsOnAnotherOne() {
        Seen seen = refusedHere("127.0.0.1").noFilter().listening(listener("127.0.0.53", PORT));
        assertThat(seen.verdicts())
                .containsEntry("bound-to-other-address", Verdict.CONFIRMED)
                .doesNotContainKey("bound-to-loopback");
    }

    @Test
    void aListenerThatFitsIsNotBoundElsewhere() {
        for (String address : new String[] {"0.0.0.0", "::", OWN}) {
            Seen seen = refusedHere().noFilter().listening(listener(address, PORT));
            assertThat(seen.verdicts())
                    .as("a listener on %s, and a refusal", address)
                    .doesNotContainKeys(
                            "not-listening",
                            "bound-to-loopback",
                            "bound-to-other-address",
                            "address-family");
        }
    }

    @Test
    void anIpv6OnlyListenerDoesNotTakeIpv4() {
        var only6 = new Fact.Listener("::", PORT, true, 7, "java");
        var both = new Fact.Listener("::", PORT, false, 7, "java");
        assertThat(refusedHere().noFilter().listening(only6).verdicts())
                .containsEntry("address-family", Verdict.CONFIRMED)
                .doesNotContainKeys("not-listening", "bound-to-other-address");
        assertThat(refusedHere().noFilter().listening(both).verdicts())
                .doesNotContainKey("address-family");
    }

    @Test
    void aListenerOfWhichNothingIsKnownMayTakeBoth() {
        var unknown = new Fact.Listener("::", PORT, null, null, null);
        assertThat(refusedHere().noFilter().listening(unknown).with(Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void anIpv4ListenerAskedForByIpv6() {
        Seen seen = refusedHere("::1").noFilter().listening(listener("127.0.0.1", PORT));
        assertThat(seen.verdicts())
                .containsEntry("address-family", Verdict.CONFIRMED)
                .doesNotContainKeys("not-listening", "bound-to-loopback");
    }

    @Test
    void oneOfTwoOwnAddressesDoesNotSpeakForTheOther() {
        Seen seen =
                Seen.byClient("tcp://localhost:" + PORT)
                        .lookup("localhost", "127.0.0.1", "::1")
                        .connect("127.0.0.1", Errno.ECONNREFUSED)
                        .noFilter()
                        .listening(listener("0.0.0.0", 22));
        assertThat(seen.verdicts()).containsEntry("not-listening", Verdict.LIKELY);
        seen.connect("::1", Errno.ECONNREFUSED);
        assertThat(seen.verdicts()).containsEntry("not-listening", Verdict.CONFIRMED);
    }

    @Test
    void aSilenceIsNoClosedPort() {
        Seen seen =
                Seen.byClient("tcp://" + OWN + ":" + PORT)
                        .here(OWN)
                        .connect(OWN, Errno.SILENT)
                        .noFilter()
                        .listening(listener("0.0.0.0", 22));
        assertThat(seen.verdicts()).doesNotContainKey("not-listening");
    }

    @Test
    void aSocketFileThatIsMissingOrStale() {
        Seen missing = Seen.of("unix:///run/app.sock");
        missing.connect(Purpose.TARGET, "/run/app.sock", 0, Errno.ENOENT, 90);
        Seen stale = Seen.of("unix:///run/app.sock");
        stale.connect(Purpose.TARGET, "/run/app.sock", 0, Errno.ECONNREFUSED, 90);
        Seen forbidden = Seen.of("unix:///run/app.sock");
        forbidden.connect(Purpose.TARGET, "/run/app.sock", 0, Errno.EACCES, 90);
        assertThat(missing.verdicts()).containsOnlyKeys("not-listening");
        assertThat(missing.with(Verdict.CONFIRMED)).containsExactly("not-listening");
        assertThat(stale.with(Verdict.CONFIRMED)).containsExactly("not-listening");
        assertThat(forbidden.verdicts()).doesNotContainKey("not-listening");
    }

    @Test
    void anAddressThatIsOnAnInterfaceIsHereEvenWithoutTheRoute() {
        Seen seen =
                Seen.byClient("tcp://" + OWN + ":" + PORT)
                        .unchecked("route", Reason.UNSUPPORTED)
                        .connect(OWN, Errno.ECONNREFUSED)
                        .noFilter()
                        .listening(listener("127.0.0.1", PORT));
        assertThat(seen.verdicts()).containsEntry("bound-to-loopback", Verdict.CONFIRMED);
    }

    @Test
    void aNeighboursAddressIsNotHere() {
        Seen seen =
                Seen.byClient("tcp://10.1.0.5:" + PORT)
                        .route("10.1.0.5", RouteType.UNICAST, null, false)
                        .connect("10.1.0.5", Errno.ECONNREFUSED)
                        .noFilter()
                        .listening(listener("127.0.0.1", PORT));
        assertThat(seen.with(Verdict.CONFIRMED)).isEmpty();
    }
}
