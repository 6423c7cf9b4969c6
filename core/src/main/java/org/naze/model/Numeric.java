package org.naze.model;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Numeric addresses to bytes, without a resolver. */
public final class Numeric {
    private Numeric() {}

    /**
     * The bytes of a numeric address without brackets or zone.
     *
     * @throws IllegalArgumentException if the text is no numeric address
     */
    public static byte[] bytes(String address) {
        if (!address.matches("[0-9a-fA-F:.]+")) {
            throw new IllegalArgumentException("not a numeric address: " + address);
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a numeric address: " + address, e);
        }
    }
}
