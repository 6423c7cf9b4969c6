package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.PortUse;
import org.naze.model.Fact.Purpose;
import org.naze.model.Remedy;
import org.naze.model.Verdict;

/** Why a client has no local address and port: exhausted, waiting, or not its own address. */
class LocalPortsTest {
    private static final String EXHAUSTED = "ephemeral-ports-exhausted";
    private static final String WAITING = "time-wait-exhausted";
    private static final String MISSING = "source-address-missing";

    private static Seen failed(Errno errno, @Nullable String source) {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .fact(
                        new Connect(
                                Purpose.TARGET, SERVER, PORT, source, errno, AT_ONCE, null, null));
    }

    /** A range of 1000 ports, none reserved. */
    private static PortUse use(int used, int timeWait) {
        return new PortUse(SERVER, PORT, 40000, 40999, 0, used, timeWait, 2);
    }

    private static Seen without(Errno errno, PortUse use) {
        return failed(errno, null).fact(use);
    }

    @Test
    void allPortsAreTaken() {
        assertThat(without(Errno.EADDRNOTAVAIL, use(1000, 0)).verdicts())
                .containsEntry(EXHAUSTED, Verdict.CONFIRMED)
                .doesNotContainKeys(WAITING, MISSING);
    }

    @Test
    void mostOfThemOnlyWait() {
        assertThat(without(Errno.EADDRNOTAVAIL, use(1000, 501)).verdicts())
                .containsEntry(WAITING, Verdict.CONFIRMED)
                .doesNotContainKey(EXHAUSTED);
        assertThat(without(Errno.EADDRNOTAVAIL, use(1000, 500)).verdicts())
                .containsEntry(EXHAUSTED, Verdict.CONFIRMED)
                .doesNotContainKey(WAITING);
    }

    @Test
    void someWereGivenBackBetweenTheConnectAndTheCount() {
        assertThat(without(Errno.EADDRNOTAVAIL, use(900, 0)).verdicts())
                .containsEntry(EXHAUSTED, Verdict.CONFIRMED);
        assertThat(without(Errno.EADDRNOTAVAIL, use(899, 0)).verdicts())
                .containsEntry(EXHAUSTED, Verdict.LIKELY);
    }

    @Test
    void plentyAreLeft() {
        assertThat(without(Errno.EADDRNOTAVAIL, use(500, 0)).verdicts())
                .doesNotContainKeys(EXHAUSTED, WAITING);
    }

    @Test
    void reservedPortsAreNotToBeHad() {
        var use = new PortUse(SERVER, PORT, 40000, 40999, 900, 100, 0, 2);
        assertThat(without(Errno.EADDRNOTAVAIL, use).verdicts())
                .containsEntry(EXHAUSTED, Verdict.CONFIRMED);
    }

    @Test
    void usedUpTowardsAnotherServerIsNoMatter() {
        var other = new PortUse("10.2.0.6", PORT, 40000, 40999, 0, 1000, 0, 2);
        assertThat(without(Errno.EADDRNOTAVAIL, other).verdicts())
                .doesNotContainKeys(EXHAUSTED, WAITING);
    }

    /** ss(8) takes no zone, and only root sees other users' programs. */
    @Test
    void theHoldersAreShownByTheirPrograms() {
        assertThat(see(SERVER, use(1000, 0))).isEqualTo("sudo ss -tnp dst 10.2.0.5:8282");
        assertThat(see(SERVER, use(1000, 900)))
                .isEqualTo("ss -tn state time-wait dst 10.2.0.5:8282");
        var linkLocal = new PortUse("fe80::5%eth0", PORT, 40000, 40999, 0, 1000, 0, 2);
        assertThat(see("fe80::5%eth0", linkLocal)).isEqualTo("sudo ss -tnp dst '[fe80::5]:8282'");
    }

    private static String see(String address, PortUse use) {
        var failed =
                new Fact.Connect(
                        Fact.Purpose.TARGET,
                        address,
                        PORT,
                        null,
                        Errno.EADDRNOTAVAIL,
                        Seen.AT_ONCE,
                        null,
                        null);
        return LocalPorts.seeSockets(new LocalPorts.UsedUp(failed, use)).line(true);
    }

    @Test
    void anotherErrnoHasAnotherReason() {
        assertThat(without(Errno.SILENT, use(1000, 0)).verdicts())
                .doesNotContainKeys(EXHAUSTED, WAITING);
    }

    @Test
    void theSourceAddressIsNotHere() {
        Seen seen =
                failed(Errno.EADDRNOTAVAIL, "192.0.2.1")
                        .fact(new Fact.SourceAddress("192.0.2.1", false))
                        .fact(use(1000, 0));
        assertThat(seen.verdicts())
                .containsEntry(MISSING, Verdict.CONFIRMED)
                .doesNotContainKeys(EXHAUSTED, WAITING);
    }

    @Test
    void theSourceAddressIsHereAndThePortsAreUsedUp() {
        Seen seen =
                failed(Errno.EADDRNOTAVAIL, Seen.OWN)
                        .fact(new Fact.SourceAddress(Seen.OWN, true))
                        .fact(use(1000, 0));
        assertThat(seen.verdicts())
                .containsEntry(EXHAUSTED, Verdict.CONFIRMED)
                .doesNotContainKey(MISSING);
    }

    @Test
    void aSourceAddressThatOnlyOthersLackIsNoMatter() {
        Seen seen =
                failed(Errno.EADDRNOTAVAIL, Seen.OWN)
                        .fact(new Fact.SourceAddress("192.0.2.1", false));
        assertThat(seen.verdicts()).doesNotContainKey(MISSING);
    }

    @Test
    void aRangeThatIsReservedAltogetherHasNoPort() {
        var use = new PortUse(SERVER, PORT, 40000, 40999, 1000, 0, 0, 2);
        assertThat(without(Errno.EADDRNOTAVAIL, use).verdicts())
                .containsEntry(EXHAUSTED, Verdict.CONFIRMED)
                .doesNotContainKey(WAITING);
    }

    @Test
    void theRangeIsNeverMadeNarrower() {
        var use = new PortUse(SERVER, PORT, 10000, 60999, 0, 51000, 0, 2);
        assertThat(without(Errno.EADDRNOTAVAIL, use).judged().causes().getFirst().remedies())
                .extracting(Remedy::command)
                .filteredOn(Objects::nonNull)
                .extracting(command -> command.line(false))
                .contains("sysctl -w 'net.ipv4.ip_local_port_range=10000 65535'");
    }
}
