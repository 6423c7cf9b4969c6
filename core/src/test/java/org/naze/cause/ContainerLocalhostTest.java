package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.listener;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Container;
import org.naze.model.Fact.ContainerKind;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Spoken;
import org.naze.model.Finding;
import org.naze.model.Verdict;

class ContainerLocalhostTest {
    private static final String CAUSE = "container-localhost";

    /** A refusal of localhost where nothing listens, which is certain. */
    private static Seen refused() {
        return Seen.byClient("ws://localhost:" + PORT + "/room")
                .lookup("localhost", "127.0.0.1")
                .connect("127.0.0.1", Errno.ECONNREFUSED)
                .listening(listener("0.0.0.0", 22))
                .noFilter();
    }

    private static Container docker(boolean apart) {
        return new Container(ContainerKind.DOCKER, "/.dockerenv", apart);
    }

    private static Seen openOutside(Seen seen) {
        return seen.connect(Purpose.OUTSIDE, "172.17.0.1", PORT, Errno.OK, AT_ONCE);
    }

    @Test
    void whatListensOutsideIsProposed() {
        Seen seen = openOutside(refused().fact(docker(false)));
        Finding first = seen.judged().causes().getFirst();
        assertThat(first.cause()).isEqualTo(CAUSE);
        assertThat(first.verdict()).isEqualTo(Verdict.LIKELY);
        assertThat(String.valueOf(first.remedies().getFirst().command()))
                .contains("ws://172.17.0.1:" + PORT + "/room");
        assertThat(seen.verdicts()).containsEntry("not-listening", Verdict.POSSIBLE);
    }

    @Test
    void inAContainerNothingListensEitherWhereTheServerIsOutside() {
        Seen seen = refused().fact(docker(true));
        assertThat(seen.judged().causes().getFirst().cause()).isEqualTo(CAUSE);
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .containsEntry("not-listening", Verdict.LIKELY);
    }

    @Test
    void aMarkThatMayBeALeftoverSaysNothingByItself() {
        assertThat(refused().fact(docker(false)).verdicts())
                .doesNotContainKey(CAUSE)
                .containsEntry("not-listening", Verdict.CONFIRMED);
    }

    @Test
    void whoSeesTheBridgesIsOnTheMachinesNetwork() {
        Seen seen =
                openOutside(
                        Seen.of("ws://localhost:" + PORT + "/")
                                .nic("docker0", true, "172.17.0.1/16")
                                .lookup("localhost", "127.0.0.1")
                                .connect("127.0.0.1", Errno.ECONNREFUSED)
                                .listening()
                                .noFilter()
                                .fact(docker(true)));
        assertThat(seen.verdicts())
                .doesNotContainKey(CAUSE)
                .containsEntry("not-listening", Verdict.CONFIRMED);
    }

    @Test
    void withoutAMarkItIsThisMachine() {
        assertThat(openOutside(refused()).verdicts())
                .doesNotContainKey(CAUSE)
                .containsEntry("not-listening", Verdict.CONFIRMED);
    }

    @Test
    void anotherAddressOfTheContainerIsMeantAsItIs() {
        Seen seen =
                openOutside(
                        Seen.byClient("tcp://" + Seen.OWN + ":" + PORT)
                                .here(Seen.OWN)
                                .connect(Seen.OWN, Errno.ECONNREFUSED)
                                .listening()
                                .noFilter()
                                .fact(docker(true)));
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aListenerInsideOnTheOtherFamilyExplainsMore() {
        Seen seen =
                openOutside(
                        Seen.byClient("tcp://127.0.0.1:" + PORT)
                                .connect("127.0.0.1", Errno.ECONNREFUSED)
                                .listening(listener("::1", PORT))
                                .noFilter()
                                .fact(docker(true)));
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void whatIsSetUpAsAMachineHasItsServersInside() {
        var lxc = new Container(ContainerKind.LXC, "$container", true);
        assertThat(refused().fact(lxc).verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
        assertThat(openOutside(refused().fact(lxc)).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aServiceFoundInsideSpeaksForTheWrongPort() {
        Seen seen =
                refused()
                        .fact(docker(true))
                        .connect(Purpose.ELSEWHERE, "127.0.0.1", 8080, Errno.OK, AT_ONCE)
                        .fact(new Spoken("127.0.0.1", 8080, "ws", true, "HTTP/1.1 101", 800));
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE)
                .containsEntry("wrong-port", Verdict.LIKELY);
    }

    @Test
    void itIsNeverCertain() {
        assertThat(openOutside(refused().fact(docker(true))).with(Verdict.CONFIRMED)).isEmpty();
    }
}
