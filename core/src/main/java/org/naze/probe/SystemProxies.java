package org.naze.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What macOS ({@code scutil --proxy}) and Windows ({@code reg query}) print of their proxies. */
final class SystemProxies {
    private SystemProxies() {}

    /** A dictionary, one {@code key : value} a line; the exceptions are numbered from 0. */
    static List<ProxyTable> mac(String text) {
        Map<String, String> values = new HashMap<>();
        var exceptions = new ArrayList<String>();
        for (String line : text.split("\n")) {
            String[] pair = line.strip().split(" : ", 2);
            if (pair.length == 2 && pair[0].matches("\\d+")) {
                exceptions.add(pair[1].strip());
            } else if (pair.length == 2) {
                values.put(pair[0], pair[1].strip());
            }
        }
        if (isOn(values, "ProxyAutoConfigEnable") || isOn(values, "ProxyAutoDiscoveryEnable")) {
            return List.of(ProxyTable.script(DesktopProxies.MAC));
        }
        var proxies =
                ProxyTable.proxies(mac(values, "HTTP"), mac(values, "HTTPS"), mac(values, "SOCKS"));
        return List.of(new ProxyTable(DesktopProxies.MAC, proxies, exceptions, false, false));
    }

    private static boolean isOn(Map<String, String> values, String key) {
        return values.getOrDefault(key, "0").equals("1");
    }

    private static String mac(Map<String, String> values, String kind) {
        return isOn(values, kind + "Enable")
                ? values.getOrDefault(kind + "Proxy", "")
                        + ":"
                        + values.getOrDefault(kind + "Port", "")
                : "";
    }

    /** Name, type and value a line; ProxyServer is one for all, or {@code http=…;https=…}. */
    static List<ProxyTable> windows(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] words = line.strip().split("\\s+", 3);
            if (words.length == 3 && words[1].startsWith("REG_")) {
                values.put(words[0], words[2].strip());
            }
        }
        if (values.containsKey("AutoConfigURL")) {
            return List.of(ProxyTable.script(DesktopProxies.WINDOWS));
        }
        if (!values.getOrDefault("ProxyEnable", "0x0").equals("0x1")) {
            return List.of();
        }
        String server = values.getOrDefault("ProxyServer", "");
        var exceptions = List.of(values.getOrDefault("ProxyOverride", "").split(";"));
        return List.of(
                new ProxyTable(
                        DesktopProxies.WINDOWS, windowsProxies(server), exceptions, false, false));
    }

    private static Map<String, String> windowsProxies(String server) {
        if (server.indexOf('=') < 0) {
            return ProxyTable.proxies(server, server, "");
        }
        Map<String, String> each = new HashMap<>();
        for (String part : server.split(";")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2) {
                each.put(pair[0], pair[1]);
            }
        }
        return ProxyTable.proxies(
                each.getOrDefault("http", ""),
                each.getOrDefault("https", ""),
                each.getOrDefault("socks", ""));
    }
}
