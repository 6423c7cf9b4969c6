package org.naze.cause;

import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Fact.PortUse;
import org.naze.model.Finding;
import org.naze.model.Where;

/** Every local port for that destination is taken, and most only wait in TIME_WAIT. */
final class TimeWaitExhausted implements Cause {
    @Override
    public String id() {
        return "time-wait-exhausted";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return LocalPorts.usedUp(scene)
                .filter(LocalPorts.UsedUp::mostlyWaiting)
                .map(u -> {
                    var finding = LocalPorts.finding(id(), scene, u);
                    allowReuse(finding, u.use());
                    LocalPorts.widen(finding, u.use());
                    return finding.build();
                });
    }

    /**
     * tcp_tw_reuse=1 lets an outgoing connect take over a TIME_WAIT port after a second (tcp(7)).
     */
    private static void allowReuse(Finding.Builder finding, PortUse use) {
        if (use.twReuse() != 1) {
            finding.remedy(
                    Where.CLIENT,
                    "tw-reuse",
                    Command.asRoot("sysctl", "-w", "net.ipv4.tcp_tw_reuse=1"),
                    Command.asRoot("sysctl", "-w", "net.ipv4.tcp_tw_reuse=" + use.twReuse()),
                    false);
        }
    }
}
