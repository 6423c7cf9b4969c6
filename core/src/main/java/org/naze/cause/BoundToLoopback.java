package org.naze.cause;

import java.util.Optional;
import java.util.Set;
import org.naze.model.Finding;

/** The server listens on the loopback address only. */
final class BoundToLoopback implements Cause {
    @Override
    public String id() {
        return "bound-to-loopback";
    }

    @Override
    public Set<String> hiddenBy() {
        return REFUSED_BY_ANOTHER;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return Bound.judge(id(), scene, true);
    }
}
