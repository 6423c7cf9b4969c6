package org.naze.cause;

import java.util.ArrayList;
import java.util.List;
import org.naze.model.Command;

/**
 * Commands of ip(8) that look. It takes no zone with an address, and of itself shows IPv4 alone.
 */
final class IpTool {
    private IpTool() {}

    /** How the kernel would go to an address. */
    static Command routeTo(String address) {
        var words = new ArrayList<>(List.of("ip", "route", "get", Net.bare(address)));
        int zone = address.indexOf('%');
        if (zone >= 0) {
            words.addAll(List.of("oif", address.substring(zone + 1)));
        }
        return new Command(false, words);
    }

    /** What is known of a neighbour. */
    static Command neighbour(String address, String device) {
        return Command.of("ip", "neigh", "show", Net.bare(address), "dev", device);
    }

    /** What is known of all neighbours on a link. */
    static Command neighbours(String device) {
        return Command.of("ip", "neigh", "show", "dev", device);
    }

    /** Which packets other routing tables are asked for. */
    static Command policy(String address) {
        return Net.isSix(address)
                ? Command.of("ip", "-6", "rule", "show")
                : Command.of("ip", "rule", "show");
    }
}
