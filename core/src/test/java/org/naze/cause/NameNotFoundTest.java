package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.NearName;
import org.naze.model.Finding;
import org.naze.model.Remedy;
import org.naze.model.Verdict;

class NameNotFoundTest {
    private static final String NAME = "chta.example";

    private static Seen missing() {
        return Seen.byClient("ws://" + NAME + ":8282/room")
                .lookup(NAME)
                .fact(
                        new DnsAnswer(
                                "10.1.0.53",
                                "udp",
                                NAME,
                                "A",
                                LookupStatus.NXDOMAIN,
                                List.of(),
                                List.of(),
                                AT_ONCE));
    }

    private static NearName near(@Nullable LookupStatus sibling) {
        String beside = sibling == null ? null : "nazeqwertyuiop.example";
        return new NearName("chat.example", "10.1.0.53", List.of("10.2.0.5"), beside, sibling);
    }

    private static Remedy first(Seen seen) {
        Finding finding = seen.judged().causes().getFirst();
        assertThat(finding.cause()).isEqualTo("name-not-found");
        return finding.remedies().getFirst();
    }

    @Test
    void theNameThatWasMeantComesFirst() {
        Remedy remedy = first(missing().fact(near(LookupStatus.NXDOMAIN)));
        assertThat(remedy.key()).isEqualTo("near");
        assertThat(remedy.values()).containsEntry("near", "chat.example");
        assertThat(String.valueOf(remedy.command())).contains("ws://chat.example:8282/room");
        assertThat(first(missing().fact(near(null))).key()).isEqualTo("near-in-file");
    }

    @Test
    void aServerThatKnowsEveryNameProposesNone() {
        for (LookupStatus sibling :
                List.of(LookupStatus.FOUND, LookupStatus.NO_ANSWER, LookupStatus.SERVFAIL)) {
            assertThat(first(missing().fact(near(sibling))).key()).isEqualTo("spelling");
        }
    }

    @Test
    void threeAreEnough() {
        Seen seen = missing();
        for (int i = 0; i < 9; i++) {
            seen.fact(near(LookupStatus.NODATA));
        }
        assertThat(seen.judged().causes().getFirst().remedies())
                .filteredOn(remedy -> remedy.key().equals("near"))
                .hasSize(3);
    }

    @Test
    void anotherNameProvesNothingOfThisOne() {
        assertThat(missing().verdicts())
                .isEqualTo(missing().fact(near(LookupStatus.NXDOMAIN)).verdicts());
        assertThat(missing().fact(near(LookupStatus.NXDOMAIN)).verdicts())
                .containsEntry("name-not-found", Verdict.LIKELY);
    }
}
