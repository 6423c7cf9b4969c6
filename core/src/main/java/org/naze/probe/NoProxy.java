package org.naze.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.naze.model.NumericAddress;

/**
 * The list of hosts that are reached without a proxy. An entry is {@code *}, a name (which stands
 * for its subdomains too, with a leading dot or {@code *.} or without), an address, or a range of
 * addresses in CIDR notation; each may have a port. As with curl and Go, a range says something of
 * numeric targets only: a name is not looked up for it.
 */
record NoProxy(List<String> entries) {
    private static final int MOST_ENTRIES = 4096;

    static NoProxy of(String list) {
        return new NoProxy(
                Arrays.stream(list.split("[,\\s]+"))
                        .filter(entry -> !entry.isEmpty())
                        .limit(MOST_ENTRIES)
                        .toList());
    }

    /** The first entry that a host and port fall under. */
    Optional<String> entryFor(String host, int port) {
        return entries.stream().filter(entry -> covers(entry, host, port)).findFirst();
    }

    private static boolean covers(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String pattern = entry;
        int colon = entry.lastIndexOf(':');
        boolean hasPort =
                entry.matches(".*:\\d{1,5}")
                        && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (hasPort) {
            if (Integer.parseInt(entry.substring(colon + 1)) != port) {
                return false;
            }
            pattern = entry.substring(0, colon);
        }
        return coversHost(pattern.replaceAll("^\\[|\\]", ""), host);
    }

    private static boolean coversHost(String pattern, String host) {
        Optional<byte[]> address = NumericAddress.of(host);
        if (address.isPresent()) {
            return coversAddress(pattern, plain(address.get()));
        }
        String name =
                pattern.replaceFirst("^\\*?\\.", "")
                        .replaceFirst("\\.$", "")
                        .toLowerCase(Locale.ROOT);
        return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
    }

    private static boolean coversAddress(String pattern, byte[] address) {
        int slash = pattern.indexOf('/');
        Optional<byte[]> base =
                NumericAddress.of(slash < 0 ? pattern : pattern.substring(0, slash))
                        .map(NoProxy::plain)
                        .filter(bytes -> bytes.length == address.length);
        if (base.isEmpty()) {
            return false;
        }
        int bits =
                slash < 0 ? 8 * address.length : bits(pattern.substring(slash + 1), address.length);
        return bits >= 0 && samePrefix(base.get(), address, bits);
    }

    /** The length of a prefix, or -1 where it is none. */
    private static int bits(String text, int bytes) {
        int bits = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
        return bits <= 8 * bytes ? bits : -1;
    }

    private static boolean samePrefix(byte[] a, byte[] b, int bits) {
        for (int i = 0; i < bits; i++) {
            if (((a[i / 8] ^ b[i / 8]) >> (7 - i % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An IPv4 address in IPv6's clothes is reached over IPv4. */
    private static byte[] plain(byte[] address) {
        return NumericAddress.isMapped(address) ? Arrays.copyOfRange(address, 12, 16) : address;
    }
}
