package org.naze.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code gsettings list-recursively org.gnome.system.proxy} prints: schema, key, value. */
final class GnomeProxies {
    private static final Pattern TEXT = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'");

    private GnomeProxies() {}

    static List<ProxyTable> parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] words = line.strip().split(" ", 3);
            if (words.length == 3 && words[0].startsWith(DesktopProxies.GNOME)) {
                String schema = words[0].substring(DesktopProxies.GNOME.length());
                values.put(schema + " " + words[1], words[2]);
            }
        }
        return switch (plain(values, " mode")) {
            case "auto" -> List.of(ProxyTable.script(DesktopProxies.GNOME));
            case "manual" -> List.of(manual(values));
            default -> List.of();
        };
    }

    private static ProxyTable manual(Map<String, String> values) {
        List<String> exceptions =
                TEXT.matcher(values.getOrDefault(" ignore-hosts", ""))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        return new ProxyTable(
                DesktopProxies.GNOME,
                ProxyTable.proxies(
                        proxy(values, ".http"), proxy(values, ".https"), proxy(values, ".socks")),
                exceptions,
                false,
                false);
    }

    private static String proxy(Map<String, String> values, String schema) {
        String host = plain(values, schema + " host");
        return host.isEmpty() ? "" : host + ":" + values.getOrDefault(schema + " port", "");
    }

    /** A text is printed in quotes. */
    private static String plain(Map<String, String> values, String key) {
        return TEXT.matcher(values.getOrDefault(key, ""))
                .results()
                .findFirst()
                .map((MatchResult match) -> match.group(1))
                .orElse("");
    }
}
