package org.naze.probe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * On which other ports of a host a service may be: mistyped, next door, or usual for its scheme.
 */
final class Nearby {
    /** At most so many, so that with target, controls and panels a host sees no more than 40. */
    private static final int MOST = 25;

    /**
     * Where hosting panels are administered: BT and aaPanel, cPanel and its WHM, Plesk,
     * DirectAdmin, Webmin, CyberPanel, Hestia and Vesta, 1Panel.
     */
    private static final List<Integer> PANELS =
            List.of(8888, 7800, 2083, 2087, 8443, 2222, 10000, 8090, 8083, 10086);

    /** Printers print what is sent to these. */
    private static final int PRINTER_FIRST = 9100;

    private static final int PRINTER_LAST = 9107;

    /** A connection that is opened and closed again counts there as an attack (MySQL, MariaDB). */
    private static final Set<Integer> COUNTS_CONNECTS = Set.of(3306, 33060);

    private Nearby() {}

    static List<Integer> ports(String scheme, int port) {
        var ports = new LinkedHashSet<Integer>();
        ports.addAll(usual(scheme));
        for (int step = 1; step <= 3; step++) {
            ports.add(port + step);
            ports.add(port - step);
        }
        ports.addAll(swapped(port));
        ports.add(port + 10);
        ports.add(port - 10);
        ports.add(port + 1000);
        ports.add(port + 10000);
        ports.add(port - 10000);
        ports.remove(port);
        return ports.stream().filter(Nearby::isAllowed).limit(MOST).toList();
    }

    /** The ports of hosting panels, save those that are looked at anyway. */
    static List<Integer> panels(int port, List<Integer> others) {
        return PANELS.stream().filter(p -> p != port && !others.contains(p)).toList();
    }

    static boolean isPanel(int port) {
        return PANELS.contains(port);
    }

    private static boolean isAllowed(int port) {
        return port >= 1
                && port <= 65535
                && (port < PRINTER_FIRST || port > PRINTER_LAST)
                && !COUNTS_CONNECTS.contains(port);
    }

    /** The port with two neighbouring digits exchanged: 8228 for 8282. */
    private static Set<Integer> swapped(int port) {
        var swapped = new LinkedHashSet<Integer>();
        char[] digits = Integer.toString(port).toCharArray();
        for (int i = 0; i + 1 < digits.length; i++) {
            char[] other = digits.clone();
            other[i] = digits[i + 1];
            other[i + 1] = digits[i];
            swapped.add(Integer.parseInt(new String(other)));
        }
        return swapped;
    }

    private static List<Integer> usual(String scheme) {
        return switch (scheme) {
            case "ws" -> List.of(8282, 2345, 8080, 80, 3000, 8000, 8888, 9501);
            case "http" -> List.of(80, 8080, 8000, 3000, 5000, 8081, 8888);
            case "wss", "https" -> List.of(443, 8443);
            case "redis" -> List.of(6379, 6380, 16379);
            case "postgresql", "postgres" -> List.of(5432, 5433, 6432);
            case "mqtt" -> List.of(1883, 8883);
            case "amqp" -> List.of(5672, 5671);
            case "mongodb" -> List.of(27017);
            case "memcached" -> List.of(11211);
            default -> List.of();
        };
    }
}
