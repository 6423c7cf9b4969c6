package org.naze.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.probe.Deadline;

/** Tells rules in the words of the tool that made them. */
final class RuleText {
    private static final int MAX_LENGTH = 400;
    private static final Set<String> IPTABLES_TABLES =
            Set.of("filter", "nat", "mangle", "raw", "security");
    private static final Set<String> IPTABLES_CHAINS =
            Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");
    private static final int CHAIN_HOOK = 4;

    private final RuleSet rules;
    private final @Nullable LegacyTables legacy;
    private final Tool tool;
    private final Map<String, List<String>> saved = new HashMap<>();

    RuleText(RuleSet rules, @Nullable LegacyTables legacy, Deadline deadline) {
        this.rules = rules;
        this.legacy = legacy;
        tool = new Tool(deadline);
    }

    /** nft's name of a table's family. */
    static String family(int family) {
        return switch (family) {
            case RuleSet.NFPROTO_INET -> "inet";
            case RuleSet.NFPROTO_NETDEV -> "netdev";
            case Native.AF_INET -> "ip";
            default -> "ip6";
        };
    }

    /** The tool to change a table with. */
    String tool(boolean isLegacy, int family, String table) {
        if (isLegacy && legacy != null) {
            return legacy.tool();
        }
        return isOfIptables(family, table) ? family(family) + "tables" : "nft";
    }

    /** By its name and the names of its base chains, and if iptables itself says it can tell it. */
    private boolean isOfIptables(int family, String table) {
        if (!IPTABLES_TABLES.contains(table)
                || family != Native.AF_INET && family != Native.AF_INET6) {
            return false;
        }
        for (Item chain : rules.chains) {
            if (!chain.legacy
                    && chain.family == family
                    && chain.attributes.has(CHAIN_HOOK)
                    && chain.table().equals(table)
                    && !IPTABLES_CHAINS.contains(chain.attributes.text(RuleSet.CHAIN_NAME))) {
                return false;
            }
        }
        return !save(family, table).isEmpty();
    }

    /** The rule as its tool prints it, null where the tool is not there or does not tell. */
    @Nullable String of(Item rule) {
        int index = 0;
        int count = 0;
        for (Item other : rules.rules) {
            if (other.isBeside(rule)) {
                index = other == rule ? count : index;
                count++;
            }
        }
        List<String> lines = List.of();
        if (rule.legacy && legacy != null) {
            lines = section(legacy.saved(), rule.table());
        } else if (isOfIptables(rule.family, rule.table())) {
            lines = save(rule.family, rule.table());
        }
        List<String> chain = ofChain(lines, rule.chain());
        if (chain.size() == count) {
            return shorten(chain.get(index));
        }
        return rule.legacy ? null : byNft(rule);
    }

    private List<String> save(int family, String table) {
        return saved.computeIfAbsent(family(family) + table, key -> ask(family, table));
    }

    private List<String> ask(int family, String table) {
        String name = family(family) + "tables";
        String path = Tool.find(name + "-nft-save", name + "-save");
        if (path == null) {
            return List.of();
        }
        String output = tool.run(List.of(path, "-t", table), "").output();
        return output.contains("is incompatible") ? List.of() : section(output, table);
    }

    /** The lines of a table in the format of iptables-save(8). */
    static List<String> section(String saved, String table) {
        var lines = new ArrayList<String>();
        boolean inside = false;
        for (String line : saved.split("\n")) {
            if (line.startsWith("*")) {
                inside = line.equals("*" + table);
            } else if (inside) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> ofChain(List<String> lines, String chain) {
        var rules = new ArrayList<String>();
        for (String line : lines) {
            if (line.startsWith("-A " + chain + " ") || line.equals("-A " + chain)) {
                rules.add(line);
            }
        }
        return rules;
    }

    private @Nullable String byNft(Item rule) {
        String nft = Tool.find("nft");
        if (nft == null) {
            return null;
        }
        List<String> command =
                List.of(
                        nft,
                        "-a",
                        "list",
                        "chain",
                        family(rule.family),
                        rule.table(),
                        rule.chain());
        return ofHandle(tool.run(command, "").output(), rule.handle());
    }

    /** A rule in a listing by {@code nft -a}; one with a long set in it takes several lines. */
    static @Nullable String ofHandle(String listing, long handle) {
        String end = " # handle " + handle;
        var text = new StringBuilder();
        for (String line : listing.split("\n")) {
            String part = line.strip();
            text.append(text.isEmpty() ? "" : " ").append(part);
            if (part.endsWith(end) && !part.endsWith("{" + end)) {
                return shorten(text.substring(0, text.length() - end.length()));
            }
            if (part.contains(" # handle ") || part.endsWith("{") || part.endsWith(";")) {
                text.setLength(0);
            }
        }
        return null;
    }

    private static String shorten(String text) {
        var safe = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
            char c = text.charAt(i);
            safe.append(Character.isISOControl(c) ? ' ' : c);
        }
        return text.length() > MAX_LENGTH ? safe.append('…').toString() : safe.toString();
    }
}
