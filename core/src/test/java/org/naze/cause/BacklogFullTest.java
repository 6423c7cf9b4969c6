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
import org.naze.model.Fact.AcceptQueue;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Ruling;
import org.naze.model.Verdict;

class BacklogFullTest {
    private static final String CAUSE = "backlog-full";
    private static final Fact FULL = queues(2, 1);
    private static final Fact FREE = queues(1, 1);

    private static Fact queues(int waiting, int limit) {
        return new Fact.AcceptQueues(List.of(new AcceptQueue("0.0.0.0", PORT, waiting, limit)));
    }

    private static Seen silent() {
        return Seen.byClient("tcp://" + OWN + ":" + PORT)
                .here(OWN)
                .connect(OWN, Errno.SILENT)
                .listening(listener("0.0.0.0", PORT));
    }

    @Test
    void fullAllTheTimeIsCertain() {
        Seen seen = silent().noFilter().fact(FULL).fact(FULL);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void theFilterThatNobodyCouldSeeIsNotBlamed() {
        Seen seen =
                silent().unchecked("filter", Reason.NOT_PERMITTED)
                        .fact(new Fact.NoTracking("nf_conntrack_count = 0"))
                        .fact(FULL)
                        .fact(FULL);
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.CONFIRMED)
                .doesNotContainKey("host-firewall");
    }

    @Test
    void fullOnceIsLikely() {
        assertThat(silent().noFilter().fact(FULL).verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void fullForAMomentIsPossible() {
        assertThat(silent().noFilter().fact(FULL).fact(FREE).verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    @Test
    void asManyAsTheLimitIsNotFull() {
        assertThat(silent().noFilter().fact(FREE).fact(FREE).verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aRuleThatDropsComesBeforeTheQueue() {
        Seen seen =
                silent().ruling(OWN, Ruling.DROP, "input", "tcp dport 8282 drop")
                        .fact(FULL)
                        .fact(FULL);
        assertThat(seen.verdicts())
                .containsEntry("host-firewall", Verdict.CONFIRMED)
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void anotherListenersQueueIsOfNoInterest() {
        Fact other =
                new Fact.AcceptQueues(
                        List.of(
                                new AcceptQueue("127.0.0.1", PORT, 2, 1),
                                new AcceptQueue(OWN, PORT, 0, 128)));
        assertThat(silent().noFilter().fact(other).fact(other).verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void fromOutsideItLooksLikeAFilter() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .connect(SERVER, Errno.SILENT)
                        .echo(SERVER, true, 63);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
        assertThat(seen.judged().checks().getFirst().between()).contains(CAUSE);
    }
}
