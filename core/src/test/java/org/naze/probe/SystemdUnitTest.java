package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.UnitAddresses;

class SystemdUnitTest {
    @TempDir Path proc;

    /** Says what systemctl would of the one unit. */
    private static Platform knowing(String unit, String output) {
        return new PlainPlatform() {
            @Override
            public Answer<String> tool(List<String> command, Deadline deadline) {
                return command.getFirst().equals("systemctl") && command.getLast().equals(unit)
                        ? Answer.of(output)
                        : Answer.none(Reason.FAILED, "systemctl");
            }
        };
    }

    @Test
    void theUnitIsTheLastPartOfTheGroup() throws IOException {
        Files.writeString(proc.resolve("cgroup"), "5:memory:/x\n0::/system.slice/app@1.service\n");
        var platform =
                knowing(
                        "app@1.service",
                        "IPAddressAllow=10.0.0.0/8 ::1/128\nIPAddressDeny=::/0 0.0.0.0/0\n");
        assertThat(SystemdUnit.addresses(proc, platform))
                .contains(
                        new UnitAddresses(
                                "app@1.service",
                                List.of("10.0.0.0/8", "::1/128"),
                                List.of("::/0", "0.0.0.0/0")));
    }

    @Test
    void underTheFirstVersionItStandsInItsOwnHierarchy() throws IOException {
        Files.writeString(
                proc.resolve("cgroup"), "5:memory:/m.service\n1:name=systemd:/a.scope\n0::/\n");
        assertThat(SystemdUnit.addresses(proc, knowing("a.scope", "IPAddressDeny=\n")))
                .contains(new UnitAddresses("a.scope", List.of(), List.of()));
    }

    @Test
    void whatIsNoUnitIsNotAskedFor() throws IOException {
        var any = knowing("", "IPAddressDeny=::/0\n");
        assertThat(SystemdUnit.addresses(proc, any)).isEmpty();
        Files.writeString(proc.resolve("cgroup"), "0::/\n1:name=systemd:/docker/4711\nodd\n");
        assertThat(SystemdUnit.addresses(proc, any)).isEmpty();
        Files.writeString(proc.resolve("cgroup"), "0::/a;b.service\n");
        assertThat(SystemdUnit.addresses(proc, any)).isEmpty();
    }

    @Test
    void withoutSystemdNothingIsKnown() throws IOException {
        Files.writeString(proc.resolve("cgroup"), "0::/app.service\n");
        assertThat(SystemdUnit.addresses(proc, new PlainPlatform())).isEmpty();
    }
}
