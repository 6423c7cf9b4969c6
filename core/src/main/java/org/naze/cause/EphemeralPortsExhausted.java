package org.naze.cause;

import java.util.Optional;
import org.naze.model.Finding;

/** Every local port for that destination is in use. */
final class EphemeralPortsExhausted implements Cause {
    @Override
    public String id() {
        return "ephemeral-ports-exhausted";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return LocalPorts.usedUp(scene)
                .filter(u -> !u.mostlyWaiting())
                .map(u -> {
                    var finding = LocalPorts.finding(id(), scene, u);
                    LocalPorts.widen(finding, u.use());
                    return finding.build();
                });
    }
}
