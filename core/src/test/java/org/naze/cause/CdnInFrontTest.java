package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.PORT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.CdnListing;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Ruling;
import org.naze.model.Finding;
import org.naze.model.Verdict;

class CdnInFrontTest {
    private static final String CAUSE = "cdn-in-front";
    private static final String EDGE = "104.16.132.229";

    private static CdnListing listing(String subject, Integer... ports) {
        return new CdnListing(
                "Edge",
                subject,
                "104.16.0.0/13",
                List.of(ports),
                "https://e.example",
                "2024-06-25");
    }

    private static Seen named(String target) {
        return Seen.byClient(target).lookup("chat.example", EDGE);
    }

    private static Seen refused() {
        return named("ws://chat.example:" + PORT + "/").connect(EDGE, Errno.ECONNREFUSED);
    }

    @Test
    void aPortThatItDoesNotPass() {
        Seen refused = refused().fact(listing(EDGE, 80, 443));
        assertThat(refused.judged().causes().getFirst().cause()).isEqualTo(CAUSE);
        assertThat(refused.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        Seen silent =
                named("tcp://chat.example:" + PORT)
                        .connect(EDGE, Errno.SILENT)
                        .fact(listing(EDGE, 80, 443));
        assertThat(silent.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aPortThatItPassesOrOfWhichNothingIsKnown() {
        assertThat(refused().fact(listing(EDGE, 443, PORT)).verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE);
        assertThat(refused().fact(listing(EDGE)).verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    @Test
    void anAliasCountsOnlyForTheAddressesItLedTo() {
        Seen led = refused().fact(alias(EDGE)).fact(listing("edge.example", 443));
        assertThat(led.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        Seen overridden = refused().fact(alias("10.9.0.9")).fact(listing("edge.example", 443));
        assertThat(overridden.verdicts()).doesNotContainKey(CAUSE);
    }

    private static DnsAnswer alias(String address) {
        return new DnsAnswer(
                "10.1.0.53",
                "udp",
                "chat.example",
                "A",
                LookupStatus.FOUND,
                List.of(address),
                List.of("edge.example"),
                AT_ONCE);
    }

    @Test
    void whatWorksIsNotBlamed() {
        Seen seen =
                named("tcp://chat.example:" + PORT)
                        .connect(EDGE, Errno.OK)
                        .connect("104.16.132.230", Errno.ECONNREFUSED)
                        .fact(listing(EDGE, 443))
                        .fact(listing("104.16.132.230", 443));
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void whatNeverLeftThisMachineOrWasRejectedOnTheWayIsNotItsDoing() {
        Seen own =
                named("tcp://chat.example:" + PORT)
                        .connect(EDGE, Errno.SILENT)
                        .ruling(EDGE, Ruling.DROP, "output", "drop")
                        .fact(listing(EDGE, 443));
        assertThat(own.verdicts()).doesNotContainKey(CAUSE);
        Seen rejected =
                named("tcp://chat.example:" + PORT)
                        .icmp(EDGE, Errno.ECONNREFUSED, AT_ONCE, "10.1.0.1", 3, 3)
                        .fact(listing(EDGE, 443));
        assertThat(rejected.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aPortThatItPassesSpeaksForItWhereThatOneIsOpen() {
        Seen seen =
                refused()
                        .fact(listing(EDGE, 443))
                        .connect(Purpose.CONTROL, EDGE, 443, Errno.OK, AT_ONCE)
                        .connect(Purpose.CONTROL, EDGE, 22, Errno.OK, AT_ONCE);
        Finding finding = seen.judged().causes().getFirst();
        assertThat(finding.clues().getLast().values()).containsEntry("other", "443");
    }

    @Test
    void itIsNeverCertain() {
        assertThat(refused().fact(listing(EDGE, 443)).noFilter().with(Verdict.CONFIRMED)).isEmpty();
    }
}
