package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.naze.model.Diagnosis;
import org.naze.model.Errno;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.Ending;
import org.naze.model.Fact.Held;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Try;
import org.naze.model.Fact.TryRole;
import org.naze.model.Outcome;
import org.naze.model.Step;
import org.naze.model.Verdict;

/** What several tries say together, and what a watched connection does. */
class TriesTest {
    private static final String OTHER = "10.2.0.6";

    /** Ports that go with nothing, and are half odd. */
    private static int port(int number) {
        return 40_000 + number * 7919 % 10_007;
    }

    private static Try one(int number, TryRole role, String address, int port, Errno errno) {
        long micros = errno == Errno.SILENT ? 4_000_000 : 300;
        return new Try(
                number,
                role,
                number * 250L,
                LookupStatus.FOUND,
                address,
                port,
                errno,
                micros,
                null,
                null);
    }

    private static Seen reached() {
        return Seen.byClient("tcp://chat.example:" + PORT)
                .lookup("chat.example", SERVER)
                .connect(SERVER, Errno.OK);
    }

    /** So many tries at the server, of which those whose number fits are refused. */
    private static Seen tries(int count, IntPredicate fails) {
        Seen seen = reached();
        for (int i = 1; i <= count; i++) {
            Errno errno = fails.test(i) ? Errno.ECONNREFUSED : Errno.OK;
            seen.fact(one(i, TryRole.ORDINARY, SERVER, port(i), errno));
        }
        return seen;
    }

    private static Step step(Seen seen, String name) {
        return seen.judged().steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertSays(String key, Seen seen) {
        assertThat(step(seen, "tries").key()).as("%s", step(seen, "tries")).isEqualTo(key);
    }

    @Test
    void allThatConnectAreNoProblem() {
        Diagnosis diagnosis = tries(20, i -> false).judged();
        assertThat(diagnosis.isProblem()).isFalse();
        assertSays("always", tries(20, i -> false));
    }

    @Test
    void oneThatFailsIsAProblemWhoseReasonIsNotKnown() {
        Diagnosis diagnosis = tries(20, i -> i == 5).judged();
        assertThat(diagnosis.isProblem()).isTrue();
        assertThat(diagnosis.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(diagnosis.hasLikelyCause()).isFalse();
        assertSays("once", tries(20, i -> i == 5));
    }

    @Test
    void failuresWithNothingInCommonAreSaidToHaveNothingInCommon() {
        assertSays("random", tries(20, i -> i == 3 || i == 8 || i == 17));
        assertThat(step(tries(20, i -> i == 3 || i == 8 || i == 17), "tries").values())
                .containsEntry("good", "17")
                .containsEntry("all", "20")
                .containsEntry("bad", "3")
                .containsEntry("errno", "ECONNREFUSED");
    }

    @Test
    void noneThatConnectsIsLeftToTheFirstLook() {
        assertSays("never", tries(20, i -> true));
    }

    @Test
    void lostSynsShow() {
        Seen seen = tries(10, i -> false);
        seen.fact(slow(11, Errno.OK));
        assertSays("slow", seen);
        seen.fact(one(12, TryRole.ORDINARY, SERVER, port(12), Errno.SILENT));
        assertSays("loss", seen);
    }

    private static Try slow(int number, Errno errno) {
        return new Try(
                number,
                TryRole.ORDINARY,
                number * 250L,
                null,
                SERVER,
                port(number),
                errno,
                1_020_000,
                null,
                null);
    }

    @Test
    void failuresInTurn() {
        assertSays("period", tries(40, i -> i % 4 == 0));
        assertThat(step(tries(40, i -> i % 4 == 0), "tries").values()).containsEntry("every", "4");
        assertSays("period-good", tries(40, i -> i % 4 != 0));
        assertSays("random", tries(40, i -> i % 4 == 0 && i != 20));
    }

    @Test
    void failuresOneAfterTheOther() {
        assertSays("outage", tries(20, i -> i >= 8 && i <= 12));
        assertThat(step(tries(20, i -> i >= 8 && i <= 12), "tries").values())
                .containsEntry("from", "2.0 s")
                .containsEntry("to", "3.0 s");
    }

    @Test
    void theFirstAndThenHardlyAny() {
        assertSays("limit", tries(20, i -> i > 8));
        assertSays("limit", tries(40, i -> i > 10 && i != 17 && i != 29));
        assertSays("mended", tries(20, i -> i < 8));
    }

    @Test
    void tooFewTriesShowNothing() {
        assertSays("random", tries(6, i -> i > 3));
        assertSays("random", tries(8, i -> i % 4 == 0));
    }

    @Test
    void failuresThatGoByTheSourcePort() {
        assertSays("odd", tries(20, i -> port(i) % 2 == 1));
        assertSays("even", tries(20, i -> port(i) % 2 == 0));
        assertSays("range", tries(20, i -> port(i) >= 43_000 && port(i) < 46_500));
    }

    @Test
    void portsThatFailAgainWhileOthersDoNot() {
        Seen seen = tries(20, i -> i % 7 == 3 || i == 5);
        repeats(seen, 6, 0, 6, 1);
        assertSays("port", seen);
    }

    @Test
    void portsThatConnectTheSecondTimeAreNotToBlame() {
        Seen seen = tries(20, i -> i % 7 == 3 || i == 5);
        repeats(seen, 5, 1, 6, 1);
        assertSays("random", seen);
    }

    @Test
    void portsThatFailWhenOthersFailTooAreNotToBlame() {
        Seen seen = tries(20, i -> i % 7 == 3 || i == 5);
        repeats(seen, 6, 0, 2, 4);
        assertSays("random", seen);
    }

    private static void repeats(Seen seen, int again, int other, int good, int bad) {
        int number = 21;
        int[] counts = {again, other, bad, good};
        for (int i = 0; i < counts.length; i++) {
            for (int each = 0; each < counts[i]; each++) {
                TryRole role = i < 2 ? TryRole.SAME_PORT : TryRole.OTHER_PORT;
                Errno errno = i % 2 == 0 ? Errno.ECONNREFUSED : Errno.OK;
                seen.fact(one(number++, role, SERVER, port(number), errno));
            }
        }
    }

    @Test
    void namesThatAreNotFoundEachTime() {
        Seen seen = tries(10, i -> false);
        for (int i = 11; i < 14; i++) {
            seen.fact(
                    new Try(
                            i,
                            TryRole.ORDINARY,
                            i * 250L,
                            LookupStatus.FAILED,
                            null,
                            null,
                            null,
                            900,
                            null,
                            null));
        }
        assertSays("lookup", seen);
        assertThat(step(seen, "tries").values()).containsEntry("errno", "FAILED");
    }

    /** Two addresses, of which the second refuses in the first look. */
    private static Seen twoAddresses() {
        return Seen.byClient("tcp://chat.example:" + PORT)
                .lookup("chat.example", SERVER, OTHER)
                .noFilter()
                .connect(SERVER, Errno.OK)
                .connect(OTHER, Errno.ECONNREFUSED);
    }

    private static Seen byAddress(Seen seen, int count, IntPredicate exception) {
        for (int i = 1; i <= count; i++) {
            // An order drawn by lot: no parity, no run.
            boolean dead = Integer.bitCount(i * 0x9e37) % 2 == 0;
            Errno errno = dead != exception.test(i) ? Errno.ECONNREFUSED : Errno.OK;
            seen.fact(one(i, TryRole.ORDINARY, dead ? OTHER : SERVER, port(i), errno));
        }
        return seen;
    }

    @Test
    void failuresThatKeepToAnAddressConfirmIt() {
        Seen seen = byAddress(twoAddresses(), 20, i -> false);
        assertSays("address", seen);
        assertThat(seen.verdicts()).containsEntry("some-addresses-dead", Verdict.CONFIRMED);
    }

    @Test
    void fewTriesConfirmNoAddress() {
        Seen seen = byAddress(twoAddresses(), 8, i -> false);
        assertThat(seen.verdicts()).containsEntry("some-addresses-dead", Verdict.LIKELY);
    }

    @Test
    void anAddressThatConnectsOnceIsNotDead() {
        Seen seen = byAddress(twoAddresses(), 20, i -> i == 9);
        assertThat(seen.verdicts()).doesNotContainKey("some-addresses-dead");
        assertThat(seen.claimed()).isEmpty();
        assertThat(seen.judged().isProblem()).isTrue();
    }

    @Test
    void theAddressOfOneNameServerAlone() {
        Seen seen = byAddress(twoAddresses(), 20, i -> false);
        seen.fact(answer("10.1.0.53", SERVER)).fact(answer("10.1.0.54", OTHER));
        assertSays("server", seen);
        assertThat(step(seen, "tries").values()).containsEntry("servers", "10.1.0.54");
    }

    private static DnsAnswer answer(String server, String address) {
        return new DnsAnswer(
                server,
                "udp",
                "chat.example",
                "A",
                LookupStatus.FOUND,
                List.of(address),
                List.of(),
                900);
    }

    @Test
    void whatStopsSomeIsOneStepLessCertain() {
        Seen steady = Seen.byClient("tcp://" + SERVER + ":" + PORT).routed(SERVER);
        steady.connect(SERVER, Errno.ECONNREFUSED);
        assertThat(steady.verdicts()).containsEntry("not-listening", Verdict.LIKELY);
        steady.fact(one(1, TryRole.ORDINARY, SERVER, port(1), Errno.OK));
        steady.fact(one(2, TryRole.ORDINARY, SERVER, port(2), Errno.ECONNREFUSED));
        assertThat(steady.verdicts()).containsEntry("not-listening", Verdict.POSSIBLE);
        assertThat(steady.judged().outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(steady.judged().isProblem()).isTrue();
    }

    @Test
    void theOutcomeIsWhatBecameOfTheWatchedConnection() {
        Map<Ending, Outcome> outcomes =
                Map.of(
                        Ending.OPEN, Outcome.CONNECTED,
                        Ending.FIN, Outcome.CONNECTED,
                        Ending.RST, Outcome.RESET,
                        Ending.TIMEOUT, Outcome.TIMEOUT,
                        Ending.UNREACHABLE, Outcome.UNREACHABLE);
        outcomes.forEach((ending, outcome) -> {
            Seen seen = reached().fact(new Held(SERVER, PORT, ending, 5_000_000, false, 0));
            assertThat(seen.judged().outcome()).as("%s", ending).isEqualTo(outcome);
            assertThat(step(seen, "hold").values()).containsEntry("time", "5.0 s");
        });
    }

    @Test
    void theOddsAreThoseOfDealingOutFailures() {
        assertThat(Odds.ways(20, 5)).isEqualTo(15504);
        assertThat(Odds.ways(5, 7)).isZero();
        assertThat(Odds.ways(1000, 500)).isFinite();
        assertThat(Odds.of(20, 10, 2).text()).isEqualTo("11547");
        assertThat(Odds.of(1000, 500, 1).text()).isEqualTo("1000000");
        assertThat(Odds.of(3, 1, 1).isWorthSaying()).isFalse();
    }
}
