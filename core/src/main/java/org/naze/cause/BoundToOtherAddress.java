package org.naze.cause;

import java.util.Optional;
import java.util.Set;
import org.naze.model.Finding;

/** The server listens on another address of its machine. */
final class BoundToOtherAddress implements Cause {
    @Override
    public String id() {
        return "bound-to-other-address";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of(
                "client-firewall",
                "local-proxy",
                "upstream-filter",
                "host-firewall",
                "bound-to-loopback");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        var misfit = Bound.misfit(scene);
        if (misfit.isEmpty()) {
            return Bound.fromOutside(id(), scene);
        }
        boolean loopbackOnly =
                misfit.get().there().stream().allMatch(l -> Net.isLoopback(l.address()))
                        && !Net.isLoopback(misfit.get().refused().address());
        return loopbackOnly ? Optional.empty() : Optional.of(Bound.here(id(), scene, misfit.get()));
    }
}
