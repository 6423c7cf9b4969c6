package org.naze.probe;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.naze.model.NumericAddress;

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
        return NumericAddress.text(v6.getAddress()) + zone;
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
