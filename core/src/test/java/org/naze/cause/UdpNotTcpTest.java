package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.OWN;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.listener;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Datagram;
import org.naze.model.Fact.Listener;
import org.naze.model.Fact.Purpose;
import org.naze.model.Verdict;

class UdpNotTcpTest {
    private static final String CAUSE = "udp-not-tcp";

    private static Seen refused() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .routed(SERVER)
                .connect(SERVER, Errno.ECONNREFUSED);
    }

    private static Datagram datagram(int port, Errno errno) {
        return new Datagram(SERVER, port, errno, 300);
    }

    @Test
    void anAnswerByUdpIsOne() {
        assertThat(refused().fact(datagram(PORT, Errno.OK)).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void silenceIsNone() {
        Seen among =
                refused()
                        .fact(datagram(33500, Errno.ECONNREFUSED))
                        .fact(datagram(PORT, Errno.SILENT))
                        .fact(datagram(33600, Errno.ECONNREFUSED));
        assertThat(among.verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    /** The host may have run out of errors to send (net.ipv4.icmp_ratelimit). */
    @Test
    void silenceBeforeSilenceIsNotEvenPossible() {
        Seen before =
                refused()
                        .fact(datagram(33500, Errno.ECONNREFUSED))
                        .fact(datagram(PORT, Errno.SILENT))
                        .fact(datagram(33600, Errno.SILENT));
        assertThat(before.verdicts()).doesNotContainKey(CAUSE);
    }

    private static Seen here(String target, Listener... udp) {
        return Seen.byClient(target).here(OWN).noFilter().fact(new Fact.UdpSockets(List.of(udp)));
    }

    @Test
    void onTheMachineItselfTheKernelsTablesProveIt() {
        Seen seen =
                here("tcp://" + OWN + ":" + PORT, listener("0.0.0.0", PORT))
                        .connect(OWN, Errno.ECONNREFUSED)
                        .listening();
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aSocketOnAnotherAddressDoesNotTakeIt() {
        Seen seen =
                here("tcp://" + OWN + ":" + PORT, listener("127.0.0.1", PORT))
                        .connect(OWN, Errno.ECONNREFUSED)
                        .listening();
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aPortThatTheKernelGivesAwayProvesNothing() {
        Seen seen =
                here("tcp://" + OWN + ":40000", listener("0.0.0.0", 40000))
                        .connect(Purpose.TARGET, OWN, 40000, Errno.ECONNREFUSED, 90)
                        .listening();
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aUdpPortThatIsOneOfTcp() {
        Seen seen =
                here("udp://" + OWN + ":" + PORT)
                        .connect(OWN, Errno.ECONNREFUSED)
                        .listening(listener("::", PORT));
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
        Seen outside =
                Seen.byClient("udp://" + SERVER + ":" + PORT)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .connect(Purpose.OVER_TCP, SERVER, PORT, Errno.OK, 300);
        assertThat(outside.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }
}
