package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Held;
import org.naze.model.Verdict;

/** A timer cuts at the same age each time, whatever else happens at the same moment. */
class IdleCutTest {
    private static Held held(Ending ending, long ms, boolean probed) {
        return new Held(SERVER, PORT, ending, ms * 1000, probed, 0);
    }

    private static @Nullable Verdict verdict(String target, Held... helds) {
        Seen seen = Seen.byClient(target).lookup("chat.example", SERVER).connect(SERVER, Errno.OK);
        for (Held held : helds) {
            seen.fact(held);
        }
        return seen.verdicts().get("idle-cut");
    }

    private static @Nullable Verdict verdict(Held... helds) {
        return verdict("tcp://chat.example:" + PORT, helds);
    }

    @Test
    void twoThatEndAtTheSameAgeAreCutByATimer() {
        for (Ending ending : new Ending[] {Ending.FIN, Ending.RST, Ending.UNREACHABLE}) {
            Held first = held(ending, 60_000, false);
            assertThat(verdict(first, held(ending, 60_900, false))).isEqualTo(Verdict.LIKELY);
            assertThat(verdict(first, held(ending, 50_000, false))).isNull();
            assertThat(verdict(first, held(Ending.OPEN, 66_000, false))).isNull();
            assertThat(verdict(first, held(Ending.NOT_CONNECTED, 0, false))).isNull();
            assertThat(verdict(first)).isEqualTo(Verdict.POSSIBLE);
        }
    }

    @Test
    void whatIsForgottenIsSoAloneWhereAnotherStands() {
        Held first = held(Ending.TIMEOUT, 60_000, true);
        assertThat(verdict(first, held(Ending.OPEN, 1, false))).isEqualTo(Verdict.LIKELY);
        assertThat(verdict(first, held(Ending.NOT_CONNECTED, 0, false))).isNull();
    }

    @Test
    void whoWaitsForARequestMayClose() {
        Held closed = held(Ending.FIN, 60_000, false);
        assertThat(verdict("http://chat.example:" + PORT, closed, closed))
                .isEqualTo(Verdict.POSSIBLE);
    }

    @Test
    void whatStandsOrEndsAtOnceIsNotCut() {
        assertThat(verdict(held(Ending.OPEN, 60_000, false))).isNull();
        assertThat(verdict(held(Ending.NOT_CONNECTED, 0, false))).isNull();
        assertThat(verdict(held(Ending.RST, 20, false), held(Ending.RST, 20, false))).isNull();
    }
}
