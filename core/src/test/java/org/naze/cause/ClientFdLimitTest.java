package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import org.junit.jupiter.api.Test;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Descriptors;
import org.naze.model.Fact.SystemFiles;
import org.naze.model.Outcome;
import org.naze.model.Remedy;
import org.naze.model.Verdict;

class ClientFdLimitTest {
    private static final String CAUSE = "client-fd-limit";

    private static Seen as(int user, int used, int limit, int most) {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .fact(new AsProcess(4711, "java", user, false, false))
                .fact(new Descriptors(4711, used, limit, most, used, 0, 0, 0));
    }

    private static Remedy first(Seen seen) {
        return seen.judged().causes().getFirst().remedies().getFirst();
    }

    @Test
    void aProcessThatHasUsedAllCannotConnectWhateverNazeCan() {
        Seen seen = as(33, 1024, 1024, 4096).connect(SERVER, Errno.OK);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
        assertThat(seen.judged().outcome()).isEqualTo(Outcome.NO_DESCRIPTORS);
    }

    @Test
    void oneLeftIsNotNone() {
        Seen seen = as(33, 1023, 1024, 4096).connect(SERVER, Errno.OK);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
        assertThat(seen.judged().outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(seen.judged().isProblem()).isFalse();
        assertThat(as(33, 900, 1024, 4096).connect(SERVER, Errno.OK).verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void theDescriptorsOfAnotherProcessSayNothing() {
        Seen other =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .fact(new Descriptors(4711, 9, 9, 9, 9, 0, 0, 0))
                        .connect(SERVER, Errno.ECONNREFUSED);
        assertThat(other.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void whatMendsStaysBelowTheHardLimitWhereThatIsEnough() {
        Remedy room = first(as(33, 64, 64, 20_000));
        assertThat(room.command())
                .isEqualTo(Command.asRoot("prlimit", "--pid", "4711", "--nofile=20000:20000"));
        assertThat(room.undo())
                .isEqualTo(Command.asRoot("prlimit", "--pid", "4711", "--nofile=64:20000"));
        assertThat(first(as(33, 64, 64, 1_048_576)).command())
                .isEqualTo(Command.asRoot("prlimit", "--pid", "4711", "--nofile=65536:1048576"));
        assertThat(first(as(33, 20_000, 20_000, 20_000)).command())
                .isEqualTo(Command.asRoot("prlimit", "--pid", "4711", "--nofile=80000:80000"));
    }

    @Test
    void ofItselfTheKernelsWordIsEnough() {
        for (Errno errno : new Errno[] {Errno.EMFILE, Errno.ENFILE}) {
            Seen seen = Seen.byClient("tcp://" + SERVER + ":" + PORT).connect(SERVER, errno);
            assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
        }
        Seen memory = Seen.byClient("tcp://" + SERVER + ":" + PORT).connect(SERVER, Errno.ENOBUFS);
        assertThat(memory.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void theMachinesLimitBindsAllButRoot() {
        SystemFiles full = new SystemFiles(5000, 5000);
        assertThat(as(33, 9, 1024, 1024).fact(full).connect(SERVER, Errno.OK).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
        assertThat(as(0, 9, 1024, 1024).fact(full).connect(SERVER, Errno.OK).verdicts())
                .doesNotContainKey(CAUSE);
        assertThat(
                        as(33, 9, 1024, 1024)
                                .fact(new SystemFiles(4999, 5000))
                                .connect(SERVER, Errno.OK)
                                .verdicts())
                .doesNotContainKey(CAUSE);
    }
}
