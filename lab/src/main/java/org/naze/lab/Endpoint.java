package org.naze.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens or a client connects to: {@code 8282} (any address), {@code
 * 10.2.0.5:8282}, {@code [fd02::5]:8282}; {@code 0.0.0.0} is IPv4 alone and {@code [::]} IPv6
 * alone.
 *
 * @param address without brackets; empty for any address of either family
 */
record Endpoint(String address, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:(?:\\[([0-9a-fA-F:]+)]|([0-9.]+)):)?(\\d{1,5})");

    /**
     * An endpoint as it is written.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Endpoint of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("no endpoint: " + text);
        }
        String v6 = form.group(1);
        String v4 = form.group(2);
        String address = v6 != null ? v6 : v4 != null ? v4 : "";
        return new Endpoint(address, Integer.parseInt(form.group(3)));
    }

    boolean isAny() {
        return address.isEmpty();
    }

    boolean isV6() {
        return address.indexOf(':') >= 0;
    }

    /** The address as it stands in a URL. */
    String bracketed() {
        return isV6() ? "[" + address + "]" : address;
    }
}
