package org.naze.cause;

import java.util.Optional;
import java.util.Set;
import org.naze.model.Finding;

/**
 * One thing that can be wrong: a pure function from evidence to a finding. No I/O, no clock, no
 * state.
 */
public interface Cause {
    /** What keeps the packets from leaving this machine's link, so that the far end is unknown. */
    Set<String> BEFORE_IT_LEAVES =
            Set.of(
                    "client-firewall",
                    "client-sandbox",
                    "local-proxy",
                    "no-route",
                    "gateway-down",
                    "source-address-missing");

    /** What explains that packets for an address of another network come to nothing. */
    Set<String> NO_WAY_FROM_HERE =
            Set.of(
                    "client-firewall",
                    "local-proxy",
                    "gateway-down",
                    "source-address-missing",
                    "address-family");

    /** What refuses in the server's name: then nothing is known of the server itself. */
    Set<String> REFUSED_BY_ANOTHER =
            Set.of(
                    "client-firewall",
                    "local-proxy",
                    "upstream-filter",
                    "middlebox-reset",
                    "host-firewall");

    /** The same word everywhere: contract, catalogue folder, fixtures, scenarios. */
    String id();

    /**
     * The causes that explain this one away once they are confirmed: a rule on this machine that
     * stops the connection explains why the host seems dead.
     */
    default Set<String> hiddenBy() {
        return Set.of();
    }

    /** What this cause makes of the evidence; empty where it does not fit the symptom at all. */
    Optional<Finding> judge(Scene scene);
}
