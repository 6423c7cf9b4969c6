package org.naze.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One expression of a rule (linux/netfilter/nf_tables.h): a load into a register, a test, a
 * statement.
 *
 * @param list the expressions of the rule
 * @param at where in the list this one stands
 */
record Expression(String name, Attributes data, Attributes list, int at) {
    private static final int RULE_EXPRESSIONS = 4;
    private static final int NAME = 1;
    private static final int DATA = 2;
    private static final int META_KEY = 2;
    private static final int META_SREG = 3;
    private static final int XT_NAME = 1;

    /** skuid, skgid, cpu, cgroup, random, IPsec: of the very socket, or of the moment. */
    private static final Set<Integer> UNSEEABLE_META = Set.of(10, 11, 20, 23, 24, 25);

    private static final Set<String> UNSEEABLE =
            Set.of("limit", "quota", "connlimit", "numgen", "socket", "xfrm");

    /** Matches of iptables whose outcome hangs on the socket, on IPsec or on what came before. */
    private static final Set<String> UNSEEABLE_MATCHES =
            Set.of(
                    "owner",
                    "cgroup",
                    "limit",
                    "hashlimit",
                    "recent",
                    "quota",
                    "socket",
                    "statistic",
                    "connlimit",
                    "connbytes",
                    "policy",
                    "physdev",
                    "nfacct",
                    "rateest",
                    "cpu",
                    "condition");

    private static final Set<String> MUTE_TARGETS =
            Set.of("LOG", "NFLOG", "ULOG", "TRACE", "AUDIT", "CHECKSUM", "CLASSIFY", "DSCP", "TOS");

    private static final Set<String> DECIDING =
            Set.of("reject", "nat", "redir", "masq", "tproxy", "queue", "synproxy");

    /** The expressions of a rule, in order. */
    static List<Expression> of(Item rule) {
        var expressions = new ArrayList<Expression>();
        Attributes list = rule.attributes.nested(RULE_EXPRESSIONS);
        for (int at = list.first(); at >= 0; at = list.next(at)) {
            Attributes element = list.inside(at);
            expressions.add(new Expression(element.text(NAME), element.nested(DATA), list, at));
        }
        return expressions;
    }

    /** The list element as it stands in the rule. */
    byte[] raw() {
        return list.raw(at);
    }

    /** Whether a copy can't tell what this one comes to on the live machine. */
    boolean isUnseeable() {
        return switch (name) {
            case "meta" -> isLoad() && UNSEEABLE_META.contains(data.be32(META_KEY, -1));
            case "match" -> UNSEEABLE_MATCHES.contains(data.text(XT_NAME));
            // An element that is added with a limit of its own (NFTA_DYNSET_EXPR, _EXPRESSIONS).
            case "dynset" -> data.has(7) || data.has(10);
            default -> UNSEEABLE.contains(name);
        };
    }

    boolean isLoad() {
        return !data.has(META_SREG);
    }

    /** Whether a packet's fate hangs on it: neither a test nor a mere note. */
    boolean decides() {
        return switch (name) {
            case "immediate" -> data.be32(1, 0) == 0;
            case "lookup" -> data.be32(3, -1) == 0;
            case "meta" -> !isLoad();
            case "ct" -> data.has(4);
            case "payload", "exthdr" -> !data.has(1);
            case "target" -> !MUTE_TARGETS.contains(data.text(XT_NAME));
            default -> DECIDING.contains(name);
        };
    }

    /** Throws away and says so. */
    boolean rejects() {
        return name.equals("reject") || isTarget("REJECT");
    }

    /** Sends a packet elsewhere: NFT_NAT_DNAT, redirect. */
    boolean diverts() {
        return name.equals("nat") && data.be32(1, 0) == 1
                || name.equals("redir")
                || name.equals("tproxy")
                || isTarget("DNAT")
                || isTarget("REDIRECT")
                || isTarget("TPROXY");
    }

    /** Gives a packet another source address: NFT_NAT_SNAT, masquerade. */
    boolean hidesSource() {
        return name.equals("nat") && data.be32(1, 0) == 0
                || name.equals("masq")
                || isTarget("SNAT")
                || isTarget("MASQUERADE")
                || isTarget("NETMAP");
    }

    /** Refers to an ipset. */
    boolean isIpSet() {
        return name.equals("match") && data.text(XT_NAME).equals("set") || isTarget("SET");
    }

    private boolean isTarget(String target) {
        return name.equals("target") && data.text(XT_NAME).equals(target);
    }

    /** A match or target of iptables. */
    boolean isCompat() {
        return name.equals("match") || name.equals("target");
    }
}
