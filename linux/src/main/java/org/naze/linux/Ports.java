package org.naze.linux;

import org.jspecify.annotations.Nullable;

/**
 * The range that local ports are taken from, and what is taken away from it (ip(7):
 * ip_local_port_range, ip_local_reserved_ports).
 */
record Ports(int low, int high, int reserved) {
    private static final int LAST = 65535;

    /** The kernel's own default, where the setting can't be read. */
    private static final Ports USUAL = new Ports(32768, 60999, 0);

    /** The settings of this thread's network namespace. */
    static Ports read() {
        return of(
                Proc.setting("ipv4/ip_local_port_range"),
                Proc.setting("ipv4/ip_local_reserved_ports"));
    }

    /** From the settings' texts, e.g. {@code 32768 60999} and {@code 8080,9148-9150}. */
    static Ports of(@Nullable String range, @Nullable String reserved) {
        String[] ends = range == null ? new String[0] : range.split("\\s+");
        if (ends.length != 2) {
            return USUAL;
        }
        int low = Proc.number(ends[0], -1);
        int high = Proc.number(ends[1], -1);
        return low < 0 || high > LAST || low > high
                ? USUAL
                : new Ports(low, high, reserved == null ? 0 : inside(reserved, low, high));
    }

    private static int inside(String list, int low, int high) {
        int count = 0;
        for (String part : list.split(",")) {
            int dash = part.indexOf('-');
            int first = Proc.number(dash < 0 ? part : part.substring(0, dash), LAST + 1);
            int last = dash < 0 ? first : Proc.number(part.substring(dash + 1), -1);
            count += Math.max(0, Math.min(last, high) - Math.max(first, low) + 1);
        }
        return count;
    }

    boolean contains(int port) {
        return port >= low && port <= high;
    }
}
