package org.naze.lab;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.naze.model.Kebab;
import org.naze.model.Outcome;
import org.naze.model.Verdict;

/** The closed vocabularies of the contract, as scenarios and reports may use them. */
final class Contract {
    /** The ids of all causes. Written out here so that no renamed cause goes unnoticed. */
    static final Set<String> CAUSES =
            Set.of(
                    "name-not-found",
                    "dns-unreachable",
                    "dns-wrong-address",
                    "hosts-override",
                    "wrong-address",
                    "some-addresses-dead",
                    "cdn-in-front",
                    "private-address",
                    "wrong-network",
                    "address-family",
                    "container-localhost",
                    "local-proxy",
                    "captive-portal",
                    "client-firewall",
                    "client-sandbox",
                    "browser-blocked",
                    "no-route",
                    "gateway-down",
                    "ephemeral-ports-exhausted",
                    "time-wait-exhausted",
                    "source-address-missing",
                    "client-fd-limit",
                    "upstream-filter",
                    "nat-not-forwarded",
                    "panel-firewall",
                    "host-firewall",
                    "conntrack-full",
                    "reverse-path-filter",
                    "path-mtu",
                    "middlebox-reset",
                    "host-down",
                    "not-listening",
                    "wrong-port",
                    "bound-to-loopback",
                    "bound-to-other-address",
                    "port-taken",
                    "container-port-unpublished",
                    "udp-not-tcp",
                    "backlog-full",
                    "server-fd-limit",
                    "server-limit",
                    "server-stalled",
                    "server-closes",
                    "idle-cut",
                    "protocol-mismatch",
                    "tls-mismatch",
                    "certificate-invalid",
                    "tls-incompatible",
                    "handshake-rejected",
                    "upgrade-not-forwarded",
                    "upstream-dead");

    /** The lines of the Workerman page: refused, timeout, cannot assign, other. */
    static final Set<String> PAGE =
            Set.of(
                    "refused-1",
                    "refused-2",
                    "refused-3",
                    "refused-4",
                    "refused-5",
                    "refused-6",
                    "refused-7",
                    "timeout-1",
                    "timeout-2",
                    "timeout-3",
                    "timeout-4",
                    "timeout-5",
                    "timeout-6",
                    "assign-1",
                    "assign-2",
                    "assign-3",
                    "assign-4",
                    "other-1",
                    "other-2",
                    "other-3",
                    "other-4",
                    "other-5");

    static final Set<String> OUTCOMES = words(Outcome.values());
    static final Set<String> STATUSES = Set.of("ok", "failed", "warning", "skipped");
    static final Set<String> WHERE = Set.of("client", "server", "network", "dns", "cloud", "proxy");

    private Contract() {}

    /** The verdict that a word stands for, or none. */
    static Optional<Verdict> verdict(String word) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> Kebab.of(verdict).equals(word))
                .findFirst();
    }

    private static Set<String> words(Enum<?>[] constants) {
        Function<Enum<?>, String> word = Kebab::of;
        return Arrays.stream(constants).map(word).collect(Collectors.toUnmodifiableSet());
    }
}
