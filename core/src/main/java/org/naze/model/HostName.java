package org.naze.model;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A host as written, to a host as asked for: numeric, or a name in its ASCII form. */
final class HostName {
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.-]{1,32}");
    private static final Pattern NUMERIC_LABEL = Pattern.compile("\\d+|0[xX][0-9a-fA-F]+");

    /** Characters that IDNA2003 and IDNA2008 turn into different names (RFC 5894 §7.2). */
    private static final Pattern DEVIATION = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    private HostName() {}

    /**
     * The host in lower case: IPv4 as dotted quad, IPv6 in its short form without brackets and with
     * its zone, a name in ASCII; a dot that ends an absolute name stays.
     *
     * @param host without port; IPv6 in brackets
     * @throws TargetException if no client could use it
     */
    static String normal(String host) {
        if (host.startsWith("[")) {
            return v6(host.substring(1, host.length() - 1), host);
        }
        String ascii = ascii(host);
        List<String> labels = List.of(ascii.split("\\.", -1));
        String last = labels.getLast();
        boolean absolute = last.isEmpty() && labels.size() > 1;
        if (NUMERIC_LABEL.matcher(last).matches()) {
            return v4(ascii, labels);
        }
        for (String label : absolute ? labels.subList(0, labels.size() - 1) : labels) {
            check(label, host);
        }
        if (ascii.length() - (absolute ? 1 : 0) > 253) {
            throw bad("name-too-long", host);
        }
        return ascii;
    }

    private static String v6(String inner, String host) {
        int percent = inner.indexOf('%');
        String address = percent < 0 ? inner : inner.substring(0, percent);
        String zone = percent < 0 ? "" : zone(inner.substring(percent + 1), host);
        return NumericAddress.v6(address)
                        .map(NumericAddress::text)
                        .orElseThrow(() -> bad("v6", host))
                + zone;
    }

    /** A zone follows {@code %25} in a URL (RFC 6874) and {@code %} as tools print it. */
    private static String zone(String written, String host) {
        String zone =
                written.startsWith("25") && written.length() > 2 ? written.substring(2) : written;
        if (!ZONE.matcher(zone).matches()) {
            throw bad("v6", host);
        }
        return "%" + zone;
    }

    /** A name whose last label is a number is an address for every client, or nothing at all. */
    private static String v4(String host, List<String> labels) {
        if (labels.stream().anyMatch(NumericAddress::isAmbiguous)) {
            throw bad("v4-leading-zero", host);
        }
        return NumericAddress.v4(host).map(NumericAddress::text).orElseThrow(() -> bad("v4", host));
    }

    private static String ascii(String host) {
        if (host.chars().allMatch(c -> c < 128)) {
            return host.toLowerCase(Locale.ROOT);
        }
        if (host.length() > 253) {
            throw bad("name-too-long", host);
        }
        if (DEVIATION.matcher(host).find()) {
            throw bad("idn-ambiguous", host);
        }
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw bad(longestLabel(host) > 63 ? "label-too-long" : "idn", host);
        }
    }

    private static int longestLabel(String host) {
        return List.of(host.split("\\.")).stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Resolvers take an underscore, which host names may not have (RFC 1123 §2.1) and container
     * networks are full of; a leading hyphen they refuse, and so would commands that read it as an
     * option.
     */
    private static void check(String label, String host) {
        if (label.isEmpty()) {
            throw bad("label-empty", host);
        }
        if (label.length() > 63) {
            throw bad("label-too-long", host);
        }
        if (label.startsWith("-") || label.endsWith("-")) {
            throw bad("label-hyphen", host);
        }
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                throw new TargetException(
                        "name-character", Map.of("host", host, "character", String.valueOf(c)));
            }
        }
    }

    private static TargetException bad(String key, String host) {
        return new TargetException(key, Map.of("host", host));
    }
}
