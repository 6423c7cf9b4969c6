package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Verdict;

/** No address to go to, and what the name servers have to do with it. */
class NameServersTest {
    private static final String FIRST = "10.1.0.53";

    private static Seen unknown() {
        return Seen.byClient("tcp://chat.example:8282").lookup("chat.example");
    }

    /** The system asks by TCP only what was cut short by UDP. */
    @Test
    void whatComesByTcpAloneIsNotHeard() {
        Seen seen =
                unknown()
                        .answer(FIRST, "udp", LookupStatus.NO_ANSWER)
                        .answer(FIRST, "tcp", LookupStatus.FOUND, Seen.SERVER);
        assertThat(seen.verdicts()).containsEntry("dns-unreachable", Verdict.LIKELY);
        assertThat(seen.judged().causes().getFirst().variant()).isEqualTo("by-tcp");
    }

    @Test
    void whatWasCutShortByUdpIsHeardByTcp() {
        Seen seen = unknown().answer(FIRST, "tcp", LookupStatus.FOUND, Seen.SERVER);
        assertThat(seen.verdicts()).doesNotContainKey("dns-unreachable");
    }
}
