package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.SERVER6;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Confinement;
import org.naze.model.Fact.GroupProgram;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.UnitAddresses;
import org.naze.model.Finding;
import org.naze.model.Verdict;

class ClientSandboxTest {
    private static final String CAUSE = "client-sandbox";
    private static final AsProcess PROCESS = new AsProcess(4711, "java", 33, false, false);

    private static Seen seen() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT).routed(SERVER);
    }

    private static Seen denied(Errno errno) {
        return seen().connect(SERVER, errno);
    }

    private static Seen deniedHere(Errno errno) {
        return denied(errno).connect(Purpose.CONTROL, "127.0.0.1", PORT, errno, AT_ONCE);
    }

    private static GroupProgram program(String attach, String name, @Nullable Boolean passes) {
        return new GroupProgram(SERVER, PORT, "/app.service", attach, name, passes);
    }

    private static Confinement confinement(boolean calls, @Nullable String label) {
        String module = label == null ? null : "selinux";
        return new Confinement(4711, true, calls, module, label, label != null);
    }

    private static Finding finding(Seen seen) {
        return seen.judged().causes().stream()
                .filter(f -> f.cause().equals(CAUSE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsForbiddenEvenTowardsOneselfIsForbiddenToTheProgram() {
        assertThat(deniedHere(Errno.EPERM).verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
        assertThat(denied(Errno.EPERM).verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        Seen other =
                denied(Errno.EPERM)
                        .connect(Purpose.CONTROL, "127.0.0.1", PORT, Errno.ECONNREFUSED, AT_ONCE);
        assertThat(other.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aRouteThatForbidsIsNoSandbox() {
        Seen prohibited =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .route(SERVER, RouteType.PROHIBIT, null, false)
                        .connect(SERVER, Errno.EACCES);
        Seen broadcast =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .route(SERVER, RouteType.BROADCAST, null, false)
                        .connect(SERVER, Errno.EACCES);
        assertThat(prohibited.verdicts()).doesNotContainKey(CAUSE);
        assertThat(broadcast.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aRefusalIsNoDenial() {
        assertThat(denied(Errno.ECONNREFUSED).fact(confinement(true, null)).verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void whatNazeMayNotDoIsNoProofOfAnother() {
        assertThat(deniedHere(Errno.EPERM).fact(PROCESS).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void theMechanismIsTheOneInForceThatSaysSo() {
        assertThat(finding(deniedHere(Errno.EPERM).fact(confinement(true, null))).variant())
                .isEqualTo("calls");
        assertThat(finding(deniedHere(Errno.EACCES).fact(confinement(true, "httpd_t"))).variant())
                .isEqualTo("label");
        assertThat(finding(deniedHere(Errno.EACCES).fact(confinement(false, null))).variant())
                .isEqualTo("landlock");
        GroupProgram connects = program("connect4", "deny", null);
        assertThat(finding(deniedHere(Errno.EPERM).fact(connects)).variant())
                .isEqualTo("group-denies");
        assertThat(finding(deniedHere(Errno.EACCES).fact(connects)).variant())
                .isEqualTo("landlock");
    }

    @Test
    void aProgramThatDropsExplainsSilence() {
        Seen silent = denied(Errno.SILENT).fact(program("egress", "drop", false));
        assertThat(silent.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
        assertThat(silent.verdicts()).doesNotContainEntry("host-down", Verdict.LIKELY);
    }

    @Test
    void aProgramThatLetsPassExplainsNothing() {
        assertThat(denied(Errno.SILENT).fact(program("egress", "count", true)).verdicts())
                .doesNotContainKey(CAUSE);
        assertThat(denied(Errno.SILENT).fact(program("connect4", "x", null)).verdicts())
                .doesNotContainKey(CAUSE);
        assertThat(denied(Errno.ECONNREFUSED).fact(program("egress", "drop", false)).verdicts())
                .doesNotContainKey(CAUSE);
        assertThat(denied(Errno.OK).fact(program("egress", "drop", false)).verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aDropTowardsOneOfTwoAddressesIsNotAll() {
        Seen two =
                denied(Errno.SILENT)
                        .connect(SERVER6, Errno.SILENT)
                        .fact(program("egress", "drop", false));
        assertThat(two.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void ofAnotherProcessOnlySystemdsOwnProgramsAreProof() {
        Seen systemd =
                denied(Errno.OK).fact(PROCESS).fact(program("egress", "sd_fw_egress", false));
        Seen any = denied(Errno.OK).fact(PROCESS).fact(program("egress", "drop", false));
        assertThat(systemd.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
        assertThat(any.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        assertThat(finding(systemd).remedies().getLast().command())
                .isEqualTo(
                        Command.of(
                                "systemctl",
                                "show",
                                "-p",
                                "IPAddressAllow,IPAddressDeny",
                                "--",
                                "app.service"));
    }

    @Test
    void aFamilyThatTheMachineHasAndTheProgramHasNot() {
        Seen filtered = denied(Errno.EAFNOSUPPORT).fact(confinement(true, null));
        Seen plain = denied(Errno.EAFNOSUPPORT).fact(confinement(false, null));
        Seen lacking =
                Seen.of("tcp://[" + SERVER6 + "]:" + PORT)
                        .nic("eth0", true, "10.1.0.2/24")
                        .connect(SERVER6, Errno.EAFNOSUPPORT)
                        .fact(confinement(true, null));
        assertThat(filtered.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        assertThat(plain.verdicts()).doesNotContainKey(CAUSE);
        assertThat(lacking.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void whatSystemdSaysOfTheUnitIsLikelyAtMost() {
        List<String> all = List.of("0.0.0.0/0", "::/0");
        Seen denied = denied(Errno.SILENT).fact(new UnitAddresses("a.service", List.of(), all));
        Seen allowed =
                denied(Errno.SILENT)
                        .fact(new UnitAddresses("a.service", List.of("10.2.0.0/16"), all));
        assertThat(denied.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        assertThat(allowed.verdicts()).doesNotContainKey(CAUSE);
    }
}
