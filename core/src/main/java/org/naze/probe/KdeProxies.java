package org.naze.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** KDE's kioslaverc: a group {@code [Proxy Settings]}, and a kind by number. */
final class KdeProxies {
    private static final String GROUP = "[Proxy Settings]";

    private KdeProxies() {}

    static List<ProxyTable> parse(String text) {
        Map<String, String> values = new HashMap<>();
        boolean inside = false;
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                inside = line.strip().equals(GROUP);
            } else if (inside && equals > 0) {
                // "[$e]" behind a key means that variables in its value are put in.
                String key = line.substring(0, equals).replaceFirst("\\[\\$.*", "").strip();
                values.put(key, line.substring(equals + 1).strip());
            }
        }
        return switch (values.getOrDefault("ProxyType", "0")) {
            case "1" -> List.of(manual(values));
            case "2", "3" -> List.of(ProxyTable.script(DesktopProxies.KDE));
            default -> List.of();
        };
    }

    private static ProxyTable manual(Map<String, String> values) {
        return new ProxyTable(
                DesktopProxies.KDE,
                ProxyTable.proxies(
                        proxy(values, "httpProxy"),
                        proxy(values, "httpsProxy"),
                        proxy(values, "socksProxy")),
                List.of(values.getOrDefault("NoProxyFor", "").split("[,\\s]+")),
                values.getOrDefault("ReversedException", "false").equals("true"),
                false);
    }

    /** Host and port are parted by a blank. */
    private static String proxy(Map<String, String> values, String key) {
        return values.getOrDefault(key, "").replaceFirst("\\s+", ":");
    }
}
