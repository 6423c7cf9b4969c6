package org.naze.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;

/**
 * Copies ipsets. A rule of iptables refers to a set by its number, not by its name, so each copy
 * has to get the original's number; the kernel gives the lowest free one.
 */
final class IpSets {
    private static final int GET_BYNAME = 6 << 8 | 14;
    private static final int PROTOCOL = 1;
    private static final int SETNAME = 2;
    private static final int INDEX = 11;

    /** The version of the protocol that knows GET_BYNAME (Linux 4.20). */
    private static final byte[] VERSION = {7};

    /** A number above this would take too many placeholders. */
    private static final int MAX_INDEX = 4096;

    private final String saved;
    private final Map<Integer, String> byIndex = new TreeMap<>();

    private IpSets(String saved) {
        this.saved = saved;
    }

    /** The sets of this thread's network namespace; null where there is no tool to tell. */
    static @Nullable IpSets save(Tool tool, Netlink netfilter) {
        String ipset = Tool.find("ipset");
        if (ipset == null) {
            return null;
        }
        var sets = new IpSets(tool.run(List.of(ipset, "save"), "").output());
        int next = 0;
        for (String line : sets.saved.split("\n")) {
            if (line.startsWith("create ")) {
                next = Math.max(0, index(netfilter, name(line), next));
                sets.byIndex.put(next++, line);
            }
        }
        return sets;
    }

    /** Makes them in this thread's network namespace. */
    void restore(Tool tool) {
        String ipset = Tool.find("ipset");
        if (ipset != null && !byIndex.isEmpty()) {
            tool.run(List.of(ipset, "restore"), script());
        }
    }

    private String script() {
        var lines = new ArrayList<String>();
        for (Map.Entry<Integer, String> set : byIndex.entrySet()) {
            while (lines.size() < Math.min(set.getKey(), MAX_INDEX)) {
                lines.add("create naze-" + lines.size() + " hash:ip");
            }
            lines.add(set.getValue());
        }
        for (String line : saved.split("\n")) {
            if (line.startsWith("add ")) {
                lines.add(line);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String name(String line) {
        int end = line.indexOf(' ', 7);
        return end < 0 ? line.substring(7) : line.substring(7, end);
    }

    private static int index(Netlink netfilter, String name, int otherwise) {
        var request = new NetlinkRequest().message(GET_BYNAME, NetlinkRequest.ACK);
        request.zeros(RuleSet.NFGENMSG).attribute(PROTOCOL, VERSION);
        request.attribute(SETNAME, name).end();
        var found = new Index(otherwise);
        try {
            netfilter.ask(request, found);
        } catch (Refused e) {
            return otherwise;
        }
        return found.value;
    }

    private static final class Index implements Netlink.Reader {
        int value;

        Index(int otherwise) {
            value = otherwise;
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            byte[] index = Attributes.after(RuleSet.NFGENMSG, bytes).value(INDEX);
            if (index != null && index.length >= 2) {
                value = ByteBuffer.wrap(index).order(ByteOrder.BIG_ENDIAN).getShort() & 0xffff;
            }
        }
    }
}
