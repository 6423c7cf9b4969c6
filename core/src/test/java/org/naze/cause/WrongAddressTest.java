package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import org.junit.jupiter.api.Test;
import org.naze.model.Clue;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Purpose;
import org.naze.model.Finding;
import org.naze.model.Verdict;

class WrongAddressTest {
    private static final String CAUSE = "wrong-address";
    private static final String OTHER = "10.2.0.6";

    private static Seen refused(String expected) {
        return Seen.byClient("ws://" + OTHER + ":" + PORT + "/")
                .fact(new Fact.Expected(expected))
                .connect(OTHER, Errno.ECONNREFUSED);
    }

    @Test
    void anotherAddressThanTheServersWhichServes() {
        Seen seen = refused(SERVER).connect(Purpose.ALTERNATIVE, SERVER, PORT, Errno.OK, AT_ONCE);
        Finding first = seen.judged().causes().getFirst();
        assertThat(first.cause()).isEqualTo(CAUSE);
        assertThat(first.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(String.valueOf(first.remedies().getFirst().command()))
                .contains("ws://" + SERVER + ":" + PORT + "/");
        Evidence evidence = seen.evidence();
        for (Clue clue : first.clues()) {
            String id = evidence.idOf(clue.fact());
            assertThat(Seen.verdicts(Judge.judge(evidence.without(id))))
                    .as("without %s", clue.key())
                    .doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
        }
    }

    @Test
    void anotherAddressThanTheServersWhichDoesNotServeEither() {
        Seen seen =
                refused(SERVER)
                        .connect(Purpose.ALTERNATIVE, SERVER, PORT, Errno.ECONNREFUSED, AT_ONCE);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void theServersOwnAddress() {
        assertThat(refused(OTHER).verdicts())
                .containsEntry(CAUSE, Verdict.RULED_OUT)
                .containsEntry("not-listening", Verdict.LIKELY);
    }

    @Test
    void whatConnectsIsNotBlamed() {
        Seen seen =
                Seen.byClient("tcp://" + OTHER + ":" + PORT)
                        .fact(new Fact.Expected(SERVER))
                        .connect(OTHER, Errno.OK);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void ofNamesTheOnesThatLeadThereTell() {
        Seen seen =
                Seen.byClient("tcp://chat.example:" + PORT)
                        .lookup("chat.example", OTHER)
                        .fact(new Fact.Expected(SERVER))
                        .connect(OTHER, Errno.ECONNREFUSED);
        assertThat(seen.verdicts())
                .doesNotContainKey(CAUSE)
                .containsEntry("dns-wrong-address", Verdict.CONFIRMED);
    }

    @Test
    void theListeningAddressIsNobodys() {
        for (String any : new String[] {"0.0.0.0", "::"}) {
            String host = any.equals("::") ? "[::]" : any;
            Seen seen =
                    Seen.byClient("tcp://" + host + ":" + PORT)
                            .here(any)
                            .connect(any, Errno.ECONNREFUSED)
                            .listening()
                            .noFilter();
            assertThat(seen.judged().causes().getFirst().cause()).isEqualTo(CAUSE);
            assertThat(seen.verdicts())
                    .containsEntry(CAUSE, Verdict.LIKELY)
                    .containsEntry("not-listening", Verdict.LIKELY);
        }
    }
}
