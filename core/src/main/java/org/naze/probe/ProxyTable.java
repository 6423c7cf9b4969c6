package org.naze.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Fact;
import org.naze.model.Target;

/**
 * Proxies by what goes through them, as settings with a form for each name them; none of them is
 * evaluated that a script chooses.
 *
 * @param origin where the settings stand
 * @param proxies {@code host:port} by {@code http}, {@code https} and {@code socks}
 * @param exceptions hosts that are reached directly; a star stands for any characters
 * @param isReversed the exceptions are the only hosts that go through the proxy
 * @param hasScript a script (PAC) chooses
 */
record ProxyTable(
        String origin,
        Map<String, String> proxies,
        List<String> exceptions,
        boolean isReversed,
        boolean hasScript) {

    ProxyTable {
        proxies = Map.copyOf(proxies);
        exceptions = List.copyOf(exceptions);
    }

    static ProxyTable script(String origin) {
        return new ProxyTable(origin, Map.of(), List.of(), false, true);
    }

    /** What the settings say of a target; empty where it is reached directly. */
    Optional<Fact.ProxySetting> choose(Target target) {
        if (hasScript) {
            return Optional.of(new Fact.ProxySetting(origin, "pac", null, null));
        }
        boolean excepted = exceptions.stream().anyMatch(e -> covers(e, target));
        return excepted == isReversed ? setting(target) : Optional.empty();
    }

    /** The scheme's own, else the one that takes all. */
    private Optional<Fact.ProxySetting> setting(Target target) {
        boolean secure = target.scheme().equals("https") || target.scheme().equals("wss");
        boolean web = secure || target.scheme().equals("http") || target.scheme().equals("ws");
        return (web
                        ? setting(secure ? "https" : "http", "http")
                        : Optional.<Fact.ProxySetting>empty())
                .or(() -> setting("socks", "socks5"));
    }

    private Optional<Fact.ProxySetting> setting(String key, String protocol) {
        String value = proxies.getOrDefault(key, "");
        int colon = value.lastIndexOf(':');
        String port = value.substring(colon + 1);
        boolean whole = colon > 0 && port.matches("[1-9]\\d{0,4}");
        return whole
                ? Optional.of(
                        new Fact.ProxySetting(
                                origin,
                                protocol,
                                bare(value.substring(0, colon)),
                                Integer.parseInt(port)))
                : Optional.empty();
    }

    /** Without scheme, credentials, brackets and path. */
    private static String bare(String host) {
        String authority = host.replaceFirst("^[A-Za-z0-9+.-]+://", "").replaceFirst("[/?#].*", "");
        String name = authority.substring(authority.lastIndexOf('@') + 1);
        return name.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean covers(String pattern, Target target) {
        String host = target.serverName();
        if (pattern.equals("<local>")) {
            return host.indexOf('.') < 0 && host.indexOf(':') < 0;
        }
        return NoProxy.of(pattern).entryFor(host, target.port()).isPresent()
                || pattern.indexOf('*') >= 0
                        && matches(
                                pattern.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", ""), host);
    }

    /**
     * Each star takes as little as it can; what is before the first and behind the last is fixed.
     */
    private static boolean matches(String pattern, String host) {
        String[] parts = pattern.split("\\*", -1);
        int at = parts[0].length();
        if (!host.startsWith(parts[0])) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = host.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        String last = parts[parts.length - 1];
        return host.length() - at >= last.length() && host.endsWith(last);
    }

    /** Gathers a table's proxies; those without a host are none. */
    static Map<String, String> proxies(String http, String https, String socks) {
        var proxies = new LinkedHashMap<String, String>();
        proxies.put("http", http);
        proxies.put("https", https);
        proxies.put("socks", socks);
        return proxies;
    }
}
