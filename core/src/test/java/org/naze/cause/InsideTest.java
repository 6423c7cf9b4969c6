package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Diagnosis;
import org.naze.model.Errno;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Remedy;

/** Commands have to work where they are pasted: in the person's shell. */
class InsideTest {
    private static final AsProcess APART = new AsProcess(4711, "java", 33, true, true);
    private static final AsProcess BESIDE = new AsProcess(4711, "java", 33, true, false);

    private static List<String> commands(Diagnosis diagnosis) {
        return diagnosis.causes().stream()
                .flatMap(finding -> finding.remedies().stream())
                .filter(remedy -> remedy.command() != null)
                .map(InsideTest::lines)
                .toList();
    }

    private static String lines(Remedy remedy) {
        String undo = remedy.undo() == null ? "" : " / " + remedy.undo().line(true);
        return remedy.command() == null ? "" : remedy.command().line(true) + undo;
    }

    private static Seen dropped(AsProcess process) {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .fact(process)
                .connect(SERVER, Errno.SILENT)
                .ruling(SERVER, Ruling.DROP, "output", "drop");
    }

    @Test
    void whatChangesTheClientsNetworkIsRunInside() {
        assertThat(commands(dropped(APART).judged()).getFirst())
                .startsWith("sudo nsenter -t 4711 -n nft insert rule")
                .contains(" / sudo nsenter -t 4711 -n sh -c 'nft delete rule");
        assertThat(commands(dropped(BESIDE).judged()).getFirst())
                .startsWith("sudo nft insert rule")
                .doesNotContain("nsenter");
    }

    @Test
    void whatIsRunOnAnotherMachineIsNot() {
        Seen refused =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .fact(APART)
                        .routed(SERVER)
                        .connect(SERVER, Errno.ECONNREFUSED);
        assertThat(refused.judged().checks().getFirst().command().line(true))
                .startsWith("sudo ss -ltnp");
        assertThat(commands(refused.judged())).noneMatch(line -> line.contains("nsenter"));
    }

    @Test
    void onTheSameMachineTheServersAreInsideToo() {
        Seen refused =
                Seen.byClient("tcp://10.1.0.2:" + PORT)
                        .fact(APART)
                        .route("10.1.0.2", RouteType.LOCAL, null, false)
                        .connect("10.1.0.2", Errno.ECONNREFUSED);
        assertThat(refused.judged().checks())
                .allMatch(check -> check.command().line(true).startsWith("sudo nsenter -t 4711"));
    }

    @Test
    void filesAreEditedFromOutside() {
        Seen stale =
                Seen.byClient("tcp://chat.example:" + PORT)
                        .fact(APART)
                        .lookup("chat.example", "10.2.0.77")
                        .fact(
                                new org.naze.model.Fact.HostsEntry(
                                        "/proc/4711/root/etc/hosts",
                                        4,
                                        "chat.example",
                                        "10.2.0.77"))
                        .connect("10.2.0.77", Errno.SILENT)
                        .fact(new org.naze.model.Fact.Expected(SERVER));
        assertThat(commands(stale.judged()))
                .anyMatch(line -> line.contains("/proc/4711/root/etc/hosts"))
                .noneMatch(line -> line.contains("nsenter") && line.contains("etc/hosts"));
    }
}
