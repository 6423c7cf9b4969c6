package org.naze.lab;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the pieces of a network leave open: by which address, name, port and protocol the client
 * asks.
 */
record Choice(List<Piece> chosen, boolean six, boolean named, String scheme, int port) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

    /** Usual ones, the first and the last, those that Naze asks anyway, and some in between. */
    private static final List<Integer> PORTS =
            List.of(1, 22, 80, 443, 1883, 2345, 3389, 6379, 8080, 8282, 9501, 40001, 65535);

    private static final Map<String, String> FOUR =
            Map.ofEntries(
                    entry("address", "10.2.0.5"),
                    entry("net", "10.2.0.0/24"),
                    entry("second", "10.2.0.6"),
                    entry("spare", "10.2.0.9"),
                    entry("stranger", "10.1.0.98"),
                    entry("own", "10.1.0.3"),
                    entry("gateway", "10.1.0.99"),
                    entry("loopback", "127.0.0.1"),
                    entry("ip", "ip"),
                    entry("len", "32"),
                    entry("tables", "iptables"));
    private static final Map<String, String> SIX =
            Map.ofEntries(
                    entry("address", "fd02::5"),
                    entry("net", "fd02::/64"),
                    entry("second", "fd02::6"),
                    entry("spare", "fd02::9"),
                    entry("stranger", "fd01::98"),
                    entry("own", "fd01::3"),
                    entry("gateway", "fd01::99"),
                    entry("loopback", "::1"),
                    entry("ip", "ip6"),
                    entry("len", "128"),
                    entry("tables", "ip6tables"));

    /** Chooses what the pieces let choose. */
    static Choice of(List<Piece> chosen, Random random) {
        boolean six = random.nextInt(3) == 0 && !needs(chosen, "v4");
        boolean named = random.nextBoolean() && !needs(chosen, "literal");
        List<String> schemes =
                needs(chosen, "tcp")
                        ? List.of("tcp")
                        : needs(chosen, "http")
                                ? List.of("http", "ws")
                                : List.of("tcp", "http", "ws", "redis");
        return new Choice(
                chosen,
                six,
                named || needs(chosen, "name"),
                schemes.get(random.nextInt(schemes.size())),
                PORTS.get(random.nextInt(PORTS.size())));
    }

    private static boolean needs(List<Piece> chosen, String what) {
        return chosen.stream().anyMatch(piece -> piece.needs(what));
    }

    /** Whether a default piece takes part: none of those chosen decides the same. */
    boolean isCalledFor(Piece piece) {
        return piece.isDefault()
                && (named || !piece.needs("name"))
                && chosen.stream().noneMatch(piece::overlaps);
    }

    String uri() {
        return "%s://{host}:%d".formatted(scheme, port);
    }

    /** A line with its placeholders filled in. */
    String fill(String line) {
        Matcher placeholder = PLACEHOLDER.matcher(line);
        return placeholder.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    private String value(String key) {
        return switch (key) {
            case "host" -> named ? first("host", "chat.example") : bracketed(value("address"));
            case "address" -> leadsTo();
            case "port" -> Integer.toString(port);
            case "next" -> Integer.toString(port == 65535 ? 65534 : port + 1);
            case "service" -> scheme;
            case "at", "loopback-at", "spare-at" -> endpoint(key);
            default -> family().getOrDefault(key, "{" + key + "}");
        };
    }

    private String endpoint(String key) {
        String whose = key.equals("at") ? "address" : key.substring(0, key.indexOf('-'));
        return bracketed(value(whose)) + ":" + port;
    }

    private String leadsTo() {
        String address = first("leads-to", family().getOrDefault("address", ""));
        return six && address.indexOf(':') < 0 ? last("leads-to") : address;
    }

    private Map<String, String> family() {
        return six ? SIX : FOUR;
    }

    private String first(String key, String otherwise) {
        return chosen.stream()
                .flatMap(piece -> piece.words(key).stream())
                .findFirst()
                .orElse(otherwise);
    }

    private String last(String key) {
        return chosen.stream().flatMap(p -> p.words(key).stream()).toList().getLast();
    }

    private static String bracketed(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }
}
