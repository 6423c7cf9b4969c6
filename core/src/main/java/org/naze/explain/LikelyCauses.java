package org.naze.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Causes that fit a symptom, most probable first. The order within a symptom follows the manual's
 * counts (firewalls half, protocols a third, wrong address or port a sixth, not started the rest),
 * as far as they can show as this symptom at all: a firewall that drops is never a refusal.
 */
final class LikelyCauses {
    private static final Map<Symptom, List<String>> FITTING =
            Map.ofEntries(
                    Map.entry(
                            Symptom.REFUSED,
                            List.of(
                                    "not-listening",
                                    "wrong-port",
                                    "bound-to-loopback",
                                    "wrong-address",
                                    "host-firewall",
                                    "container-port-unpublished",
                                    "dns-wrong-address",
                                    "local-proxy",
                                    "cdn-in-front",
                                    "bound-to-other-address")),
                    Map.entry(
                            Symptom.TIMEOUT,
                            List.of(
                                    "host-firewall",
                                    "upstream-filter",
                                    "host-down",
                                    "wrong-address",
                                    "local-proxy",
                                    "panel-firewall",
                                    "private-address",
                                    "dns-wrong-address",
                                    "nat-not-forwarded",
                                    "backlog-full")),
                    Map.entry(
                            Symptom.UNREACHABLE,
                            List.of(
                                    "no-route",
                                    "host-down",
                                    "address-family",
                                    "wrong-address",
                                    "host-firewall",
                                    "private-address",
                                    "gateway-down",
                                    "wrong-network")),
                    Map.entry(
                            Symptom.ADDRESS_UNAVAILABLE,
                            List.of(
                                    "ephemeral-ports-exhausted",
                                    "time-wait-exhausted",
                                    "source-address-missing",
                                    "wrong-address",
                                    "address-family")),
                    Map.entry(
                            Symptom.NAME_FAILURE,
                            List.of(
                                    "name-not-found",
                                    "dns-unreachable",
                                    "dns-wrong-address",
                                    "local-proxy",
                                    "wrong-network")),
                    Map.entry(
                            Symptom.RESET,
                            List.of(
                                    "server-closes",
                                    "tls-mismatch",
                                    "protocol-mismatch",
                                    "local-proxy",
                                    "server-limit",
                                    "bound-to-loopback",
                                    "middlebox-reset",
                                    "idle-cut")),
                    Map.entry(
                            Symptom.DENIED,
                            List.of(
                                    "client-firewall",
                                    "client-sandbox",
                                    "browser-blocked",
                                    "port-taken")),
                    Map.entry(
                            Symptom.NO_DESCRIPTORS, List.of("client-fd-limit", "server-fd-limit")),
                    Map.entry(
                            Symptom.TLS_FAILURE,
                            List.of(
                                    "certificate-invalid",
                                    "tls-mismatch",
                                    "tls-incompatible",
                                    "local-proxy",
                                    "wrong-port")),
                    Map.entry(
                            Symptom.PROTOCOL_MISMATCH,
                            List.of(
                                    "protocol-mismatch",
                                    "wrong-port",
                                    "tls-mismatch",
                                    "upgrade-not-forwarded",
                                    "cdn-in-front")),
                    Map.entry(
                            Symptom.HANDSHAKE_REJECTED,
                            List.of(
                                    "handshake-rejected",
                                    "server-limit",
                                    "protocol-mismatch",
                                    "upgrade-not-forwarded")),
                    Map.entry(
                            Symptom.HANDSHAKE_TIMEOUT,
                            List.of(
                                    "server-stalled",
                                    "protocol-mismatch",
                                    "path-mtu",
                                    "backlog-full",
                                    "tls-mismatch")),
                    Map.entry(Symptom.PROXY_FAILURE, List.of("local-proxy", "captive-portal")),
                    Map.entry(
                            Symptom.ADDRESS_IN_USE,
                            List.of(
                                    "port-taken",
                                    "time-wait-exhausted",
                                    "ephemeral-ports-exhausted")),
                    Map.entry(
                            Symptom.OTHER_CONNECTION,
                            List.of(
                                    "not-listening",
                                    "host-firewall",
                                    "wrong-port",
                                    "protocol-mismatch",
                                    "name-not-found")),
                    Map.entry(Symptom.NOT_CONNECTION, List.of()));

    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d+){3}|::1");

    /** RFC 1918, RFC 4193. */
    private static final Pattern PRIVATE =
            Pattern.compile(
                    "(?i)10(\\.\\d+){3}|192\\.168(\\.\\d+){2}|172\\.(1[6-9]|2\\d|3[01])(\\.\\d+){2}|f[cd][0-9a-f]{2}:.*");

    private static final Pattern PLAIN_ON_TLS =
            Pattern.compile(
                    "(?i)wrong.version.number|https? request|HTTP response to HTTPS|record (overflow|that exceeded)|not look like a TLS|unrecognized SSL|packet length|RECORD_TOO_LONG|unknown protocol");

    private static final Pattern STATUS =
            Pattern.compile("(?i)(?:code|response|status)\\D{0,12}([1-5]\\d\\d)\\b");

    private LikelyCauses() {}

    static List<String> of(Symptom symptom, Named named, ErrorText text) {
        var causes = new LinkedHashSet<>(first(symptom, named.host(), text));
        causes.addAll(FITTING.get(symptom));
        return List.copyOf(causes);
    }

    /** What the target or a word of the text makes more probable than the symptom alone would. */
    private static List<String> first(Symptom symptom, @Nullable String host, ErrorText text) {
        boolean privateAddress = host != null && PRIVATE.matcher(host).matches();
        return switch (symptom) {
            case REFUSED ->
                    host != null && LOOPBACK.matcher(host).matches()
                            ? onThisMachine(host)
                            : List.of();
            case TIMEOUT ->
                    privateAddress
                            ? List.of(
                                    "private-address",
                                    "host-firewall",
                                    "host-down",
                                    "wrong-network")
                            : List.of();
            case UNREACHABLE ->
                    host != null && host.indexOf(':') >= 0 ? List.of("address-family") : List.of();
            case ADDRESS_UNAVAILABLE ->
                    text.lower().contains("bind")
                            ? List.of("source-address-missing", "wrong-address")
                            : List.of();
            case TLS_FAILURE ->
                    PLAIN_ON_TLS.matcher(text.text()).find() ? List.of("tls-mismatch") : List.of();
            case PROTOCOL_MISMATCH -> byStatus(text);
            default -> List.of();
        };
    }

    /**
     * {@code localhost} may be either family's, 127.0.0.1 is certain; each may be a container's
     * own.
     */
    private static List<String> onThisMachine(String host) {
        return host.startsWith("127.")
                ? List.of(
                        "not-listening",
                        "wrong-port",
                        "container-localhost",
                        "wrong-address",
                        "container-port-unpublished")
                : List.of(
                        "not-listening",
                        "wrong-port",
                        "container-localhost",
                        "address-family",
                        "wrong-address");
    }

    /** What an HTTP status in place of 101 makes probable (RFC 6455 §4.2.2, RFC 9110 §15). */
    private static List<String> byStatus(ErrorText text) {
        Matcher status = STATUS.matcher(text.text());
        if (!status.find()) {
            return List.of();
        }
        var causes = new ArrayList<String>();
        switch (status.group(1)) {
            case "502", "503", "504" ->
                    causes.addAll(
                            List.of("upstream-dead", "upgrade-not-forwarded", "cdn-in-front"));
            case "401", "403", "429" ->
                    causes.addAll(List.of("handshake-rejected", "server-limit", "cdn-in-front"));
            case "400", "426" ->
                    causes.addAll(
                            List.of("upgrade-not-forwarded", "tls-mismatch", "protocol-mismatch"));
            case "404", "405" ->
                    causes.addAll(List.of("handshake-rejected", "wrong-port", "protocol-mismatch"));
            default ->
                    causes.addAll(
                            List.of("protocol-mismatch", "upgrade-not-forwarded", "cdn-in-front"));
        }
        return causes;
    }
}
