package org.naze.probe;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Numeric addresses as text and back, without ever asking a resolver. */
public final class Addresses {
    private Addresses() {}

    /**
     * The address as text: dotted quad, or IPv6 in the short form of RFC 5952 with its zone where
     * it has one.
     */
    public static String text(InetAddress address) {
        if (!(address instanceof Inet6Address v6)) {
            return address.getHostAddress();
        }
        String zone =
                v6.getScopedInterface() != null
                        ? "%" + v6.getScopedInterface().getName()
                        : v6.getScopeId() != 0 ? "%" + v6.getScopeId() : "";
        return shortForm(v6.getAddress()) + zone;
    }

    private static String shortForm(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(
                        HexFormat.of().toHexDigits((short) groups[i]).replaceFirst("^0{1,3}", ""));
            }
        }
        return text.toString();
    }

    /** Whether a text is a numeric address, IPv4 in four parts or IPv6 without brackets. */
    public static boolean isNumeric(String text) {
        return text.indexOf(':') >= 0
                ? text.matches("[0-9a-fA-F:.]+(%[A-Za-z0-9_.-]+)?")
                : text.matches(
                        "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    }

    /**
     * The address that a numeric text stands for.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static InetAddress of(String text) {
        if (!isNumeric(text)) {
            throw new IllegalArgumentException("not a numeric address: " + text);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a numeric address: " + text, e);
        }
    }
}
