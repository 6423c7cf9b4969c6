package org.naze.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands between {@code //} and the path: hosts and ports, and who logs in.
 *
 * @param hosts at least one
 * @param portGiven the first host's port was written, not taken from the scheme
 * @param userInfo of the first host, or null
 */
record Authority(List<Target.HostPort> hosts, boolean portGiven, @Nullable Secret userInfo) {

    /** Where the authority ends in what follows {@code //} (RFC 3986 §3.2). */
    static int end(String text) {
        int end = 0;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /**
     * Reads the hosts, separated by commas.
     *
     * @throws TargetException if one of them can't be read
     */
    static Authority of(Scheme scheme, String text) {
        List<String> pieces = List.of(text.split(",", -1));
        if (hasStrayCredentials(pieces)) {
            throw new TargetException("credentials", Map.of());
        }
        var hosts = new LinkedHashSet<Target.HostPort>();
        boolean portGiven = false;
        for (String piece : pieces) {
            String hostPort = piece.substring(piece.lastIndexOf('@') + 1);
            int colon = portColon(hostPort);
            portGiven |= hosts.isEmpty() && colon >= 0 && colon + 1 < hostPort.length();
            hosts.add(hostPort(scheme, hostPort, colon));
        }
        String first = pieces.getFirst();
        int at = first.lastIndexOf('@');
        return new Authority(
                List.copyOf(hosts), portGiven, at < 0 ? null : new Secret(first.substring(0, at)));
    }

    /** The hosts as a URI shows them, without credentials. */
    String text(Scheme scheme) {
        var shown = new ArrayList<String>();
        for (Target.HostPort each : hosts) {
            boolean bare =
                    scheme.isHttp()
                            && each.port() == scheme.port()
                            && !(portGiven && shown.isEmpty());
            shown.add(bracketed(each.host()) + (bare ? "" : ":" + each.port()));
        }
        return shown.stream().collect(Collectors.joining(","));
    }

    /** RFC 6874 has a zone's percent sign escaped in a URI. */
    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host.replace("%", "%25") + "]" : host;
    }

    /** A comma in a password cuts it in two, and its first half would be taken for a host. */
    private static boolean hasStrayCredentials(List<String> pieces) {
        boolean without = false;
        for (String piece : pieces) {
            if (piece.indexOf('@') >= 0 && without) {
                return true;
            }
            without |= piece.indexOf('@') < 0;
        }
        return false;
    }

    /** The colon before the port, or -1. */
    private static int portColon(String hostPort) {
        if (hostPort.startsWith("[")) {
            int bracket = hostPort.indexOf(']');
            boolean portFollows = bracket >= 0 && bracket + 1 < hostPort.length();
            if (bracket < 0 || portFollows && hostPort.charAt(bracket + 1) != ':') {
                throw new TargetException("bracket", Map.of());
            }
            return portFollows ? bracket + 1 : -1;
        }
        if (hostPort.indexOf('[') >= 0 || hostPort.indexOf(']') >= 0) {
            throw new TargetException("bracket", Map.of());
        }
        if (hostPort.indexOf(':') != hostPort.lastIndexOf(':')) {
            String inner = hostPort.replaceFirst("%.*", "");
            boolean address = NumericAddress.v6(inner).isPresent();
            throw new TargetException(
                    address ? "v6-unbracketed" : "colons", Map.of("host", hostPort));
        }
        return hostPort.indexOf(':');
    }

    private static Target.HostPort hostPort(Scheme scheme, String text, int colon) {
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? "" : text.substring(colon + 1);
        if (host.isEmpty()) {
            throw new TargetException(
                    "host-missing", Map.of("example", scheme.example("chat.example")));
        }
        if (colon < 0 && scheme.name().equals("tcp") && host.matches("\\d{1,5}")) {
            throw new TargetException("host-missing", Map.of("example", "127.0.0.1:" + host));
        }
        String normal = HostName.normal(host);
        if (port.isEmpty() && scheme.port() == 0) {
            throw new TargetException(
                    "port-missing",
                    Map.of("host", host, "example", scheme.example(bracketed(normal))));
        }
        return new Target.HostPort(normal, port.isEmpty() ? scheme.port() : port(port));
    }

    private static int port(String text) {
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new TargetException("port-not-number", Map.of("port", text));
        }
        String digits = text.replaceFirst("^0+(?=.)", "");
        int port = digits.length() > 5 ? 65_536 : Integer.parseInt(digits);
        if (port == 0 || port > 65_535) {
            throw new TargetException("port-range", Map.of("port", text));
        }
        return port;
    }
}
