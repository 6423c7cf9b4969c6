package org.naze.cause;

import java.util.List;
import org.naze.model.Fact.Icmp;
import org.naze.model.NumericAddress;
import org.naze.model.Target;

/** What numeric addresses and ICMP codes mean, by their standards; no lookups. */
final class Net {
    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

    private Net() {}

    static boolean isSix(String address) {
        return address.indexOf(':') >= 0;
    }

    static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }

    /** IPv6 link-local (RFC 4291 §2.5.6) or IPv4 link-local (RFC 3927). */
    static boolean isLinkLocal(String address) {
        return holds("fe80::/10", address) || address.startsWith("169.254.");
    }

    /** What a server listens on to be reached at every address (RFC 1122 §3.2.1.3, RFC 4291). */
    static boolean isUnspecified(String address) {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    /** Benchmarking addresses (RFC 2544), which TUN-mode proxies hand out in place of real ones. */
    static boolean isFake(String address) {
        return address.startsWith("198.18.") || address.startsWith("198.19.");
    }

    /**
     * The block of private addresses that this one is of, or an empty text: RFC 1918, RFC 6598
     * (shared), RFC 4193 (unique local).
     */
    static String privateBlock(String address) {
        return PRIVATE.stream().filter(block -> holds(block, address)).findFirst().orElse("");
    }

    /**
     * Whether a network in {@code address/length} form holds the address. What is neither holds
     * nothing: evidence may come from a file.
     */
    static boolean holds(String network, String address) {
        return NumericAddress.isIn(network, address);
    }

    /** An address without its prefix length and zone. */
    static String bare(String address) {
        int end = address.length();
        for (char mark : new char[] {'/', '%'}) {
            int at = address.indexOf(mark);
            if (at >= 0 && at < end) {
                end = at;
            }
        }
        return address.substring(0, end);
    }

    /** The target's URI with another host. */
    static String renamed(Target target, String host) {
        return target.uri().replace("//" + bracketed(target.host()), "//" + bracketed(host));
    }

    private static String bracketed(String host) {
        return isSix(host) ? "[" + host + "]" : host;
    }

    /** {@code 10.0.0.5:80}, {@code [::1]:80}. */
    static String endpoint(String address, int port) {
        if (port == 0) {
            return address;
        }
        return isSix(address) ? "[" + address + "]:" + port : address + ":" + port;
    }

    /**
     * A duration as people say it: {@code <0.1 ms}, {@code 41 ms}, {@code 3.1 s}, {@code 131 s}.
     */
    static String time(long micros) {
        if (micros < 100) {
            return "<0.1 ms";
        }
        if (micros < 10_000) {
            return micros / 1000 + "." + micros % 1000 / 100 + " ms";
        }
        if (micros < 1_000_000) {
            return micros / 1000 + " ms";
        }
        String tenths = micros < 10_000_000 ? "." + micros % 1_000_000 / 100_000 : "";
        return micros / 1_000_000 + tenths + " s";
    }

    /** Host unreachable: RFC 792 type 3 code 1, 7, 12 (RFC 1122); RFC 4443 type 1 code 3. */
    static boolean isHostUnreachable(Icmp icmp) {
        return isSix(icmp.from())
                ? icmp.type() == 1 && icmp.code() == 3
                : icmp.type() == 3 && (icmp.code() == 1 || icmp.code() == 7 || icmp.code() == 12);
    }

    /** Net unreachable: RFC 792 type 3 code 0, 6, 11; RFC 4443 type 1 code 0. */
    static boolean isNetUnreachable(Icmp icmp) {
        return isSix(icmp.from())
                ? icmp.type() == 1 && icmp.code() == 0
                : icmp.type() == 3 && (icmp.code() == 0 || icmp.code() == 6 || icmp.code() == 11);
    }

    /** The hop limit was used up (RFC 792 type 11; RFC 4443 type 3). */
    static boolean isExpiry(Icmp icmp) {
        return icmp.type() == (isSix(icmp.from()) ? 3 : 11);
    }

    /**
     * A refusal by rule: prohibited (RFC 1812 §5.2.7.1: codes 9, 10, 13; RFC 4443 type 1 codes 1,
     * 5, 6) or port unreachable (code 3; RFC 4443 code 4), which no Linux host sends for a closed
     * TCP port of its own accord.
     */
    static boolean isRejection(Icmp icmp) {
        int code = icmp.code();
        return isSix(icmp.from())
                ? icmp.type() == 1 && (code == 1 || code == 4 || code == 5 || code == 6)
                : icmp.type() == 3 && (code == 3 || code == 9 || code == 10 || code == 13);
    }

    /** The error's name as ping and tcpdump write it. */
    static String name(Icmp icmp) {
        if (isHostUnreachable(icmp)) {
            return "host unreachable";
        }
        if (isNetUnreachable(icmp)) {
            return "net unreachable";
        }
        if (isExpiry(icmp)) {
            return "time exceeded";
        }
        if (!isRejection(icmp)) {
            return "type " + icmp.type() + " code " + icmp.code();
        }
        boolean port = icmp.code() == (isSix(icmp.from()) ? 4 : 3);
        return port ? "port unreachable" : "administratively prohibited";
    }
}
