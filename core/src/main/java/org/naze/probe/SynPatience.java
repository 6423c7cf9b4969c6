package org.naze.probe;

import java.util.List;
import java.util.Optional;
import org.naze.model.Fact;

/** How long programs of this machine wait for an address that is silent. */
final class SynPatience {
    private SynPatience() {}

    /** The kernel's settings; empty on systems that don't tell. */
    static Optional<Fact> read() {
        List<Integer> retries = Sysctl.numbers("tcp_syn_retries");
        List<Integer> linear = Sysctl.numbers("tcp_syn_linear_timeouts");
        return retries.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Fact.SynRetries(
                                retries.getFirst(), linear.isEmpty() ? 0 : linear.getFirst()));
    }
}
