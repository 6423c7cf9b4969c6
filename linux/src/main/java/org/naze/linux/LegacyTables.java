package org.naze.linux;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.probe.Deadline;

/**
 * The tables of iptables-legacy, which nf_tables neither lists nor traces: saved by their own tool,
 * and translated by iptables-nft-restore in the scratch network.
 *
 * @param tool what they are changed with: {@code iptables-legacy}, or {@code iptables} where there
 *     is no other
 * @param saved in the format of iptables-save(8)
 */
record LegacyTables(String tool, String saved) {

    /** Whether this thread's network namespace has such tables, as far as may be read. */
    static boolean exist(int family) {
        String names = Proc.read(names(family));
        return names != null && !names.isEmpty();
    }

    /** Whether there may be such tables and this process can't tell. */
    static boolean areHidden(int family) {
        return Proc.read(names(family)) == null && new File(names(family)).exists();
    }

    /** Of this thread, as /proc/net is of the process's first thread. */
    private static String names(int family) {
        return "/proc/thread-self/net/" + prefix(family) + "_tables_names";
    }

    /** Saves those of this thread's network namespace; null where there is no tool that could. */
    static @Nullable LegacyTables save(int family, Deadline deadline) {
        String name = prefix(family) + "tables";
        String path = Tool.find(name + "-legacy-save", name + "-save");
        if (path == null) {
            return null;
        }
        Tool.Result result = new Tool(deadline).run(List.of(path), "");
        String tool = path.endsWith("-legacy-save") ? name + "-legacy" : name;
        return result.succeeded() ? new LegacyTables(tool, result.output()) : null;
    }

    /** Makes them in this thread's network namespace as tables of nf_tables. */
    boolean restore(int family, Deadline deadline) {
        String name = prefix(family) + "tables";
        String path = Tool.find(name + "-nft-restore", name + "-restore");
        return path != null && new Tool(deadline).run(List.of(path), saved).succeeded();
    }

    /** Whether a rule refers to an ipset. */
    boolean usesIpSets() {
        return saved.contains("-set ");
    }

    /** What the tool is called that would have saved them. */
    static String saver(int family) {
        return prefix(family) + "tables-legacy-save";
    }

    private static String prefix(int family) {
        return family == Native.AF_INET ? "ip" : "ip6";
    }
}
