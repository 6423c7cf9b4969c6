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
        return REFUSED_BY_ANOTHER;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return Bound.judge(id(), scene, false);
    }
}
