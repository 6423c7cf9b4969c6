package org.naze.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.naze.linux.Netlink.Refused;

/**
 * The nf_tables rules of a network namespace as the kernel's own messages
 * (linux/netfilter/nf_tables.h): tables, chains, sets and rules of nft and of iptables-nft alike.
 */
final class RuleSet {
    static final int NFPROTO_INET = 1;
    static final int NFPROTO_ARP = 3;
    static final int NFPROTO_NETDEV = 5;
    static final int NFPROTO_BRIDGE = 7;

    /** NFNL_SUBSYS_NFTABLES, the upper byte of each message's type. */
    static final int NFTABLES = 10 << 8;

    static final int NEWTABLE = 0;
    private static final int GETTABLE = 1;
    static final int NEWCHAIN = 3;
    private static final int GETCHAIN = 4;
    static final int NEWRULE = 6;
    private static final int GETRULE = 7;
    static final int NEWSET = 9;
    private static final int GETSET = 10;
    static final int NEWSETELEM = 12;
    private static final int GETSETELEM = 13;
    static final int NEWOBJ = 18;
    private static final int GETOBJ = 19;
    static final int NEWFLOWTABLE = 22;
    private static final int GETFLOWTABLE = 23;

    static final int NFGENMSG = 4;

    /** NFTA_CHAIN_TABLE, NFTA_RULE_TABLE and so on; of a table its name. */
    static final int TABLE = 1;

    static final int SET_NAME = 2;
    static final int CHAIN_NAME = 3;
    static final int RULE_CHAIN = 2;
    static final int RULE_HANDLE = 3;

    private final int family;
    private final boolean legacy;
    final List<Item> tables = new ArrayList<>();
    final List<Item> chains = new ArrayList<>();
    final List<Item> sets = new ArrayList<>();
    final List<Item> elements = new ArrayList<>();
    final List<Item> objects = new ArrayList<>();
    final List<Item> flowtables = new ArrayList<>();
    final List<Item> rules = new ArrayList<>();

    /** Families of tables that are there and see other packets than IP. */
    final List<String> others = new ArrayList<>();

    private RuleSet(int family, boolean legacy) {
        this.family = family;
        this.legacy = legacy;
    }

    /** Nothing at all. */
    static RuleSet empty() {
        return new RuleSet(0, false);
    }

    /** The tables alone, of every family. */
    static List<Item> tables(Netlink netlink) throws Refused {
        var all = new RuleSet(0, false);
        all.dump(netlink, GETTABLE, NEWTABLE, all.tables);
        return all.tables;
    }

    /**
     * Everything that packets of an address family meet.
     *
     * @param family AF_INET or AF_INET6, which nf_tables calls by the same numbers
     * @param legacy whether these rules were translated from those of iptables-legacy
     */
    static RuleSet read(Netlink netlink, int family, boolean legacy) throws Refused {
        var rules = new RuleSet(family, legacy);
        rules.dump(netlink, GETTABLE, NEWTABLE, rules.tables);
        rules.dump(netlink, GETCHAIN, NEWCHAIN, rules.chains);
        rules.dump(netlink, GETSET, NEWSET, rules.sets);
        rules.dump(netlink, GETOBJ, NEWOBJ, rules.objects);
        rules.dump(netlink, GETFLOWTABLE, NEWFLOWTABLE, rules.flowtables);
        for (Item set : rules.sets) {
            rules.dumpElements(netlink, set);
        }
        rules.dump(netlink, GETRULE, NEWRULE, rules.rules);
        return rules;
    }

    /** The rules alone. */
    static List<Item> rules(Netlink netlink, int family) throws Refused {
        var all = new RuleSet(family, false);
        all.dump(netlink, GETRULE, NEWRULE, all.rules);
        return all.rules;
    }

    private void dump(Netlink netlink, int get, int kind, List<Item> into) throws Refused {
        var request = new NetlinkRequest().message(NFTABLES | get, NetlinkRequest.DUMP);
        request.zeros(NFGENMSG).end();
        netlink.ask(request, new Collector(kind, into));
    }

    private void dumpElements(Netlink netlink, Item set) throws Refused {
        var request = new NetlinkRequest().message(NFTABLES | GETSETELEM, NetlinkRequest.DUMP);
        request.u8(set.family).zeros(NFGENMSG - 1).attribute(TABLE, set.table());
        request.attribute(SET_NAME, set.attributes.text(SET_NAME)).end();
        netlink.ask(request, new Collector(NEWSETELEM, elements));
    }

    /** Whether a rule refers to an ipset. */
    boolean usesIpSets() {
        for (Item rule : rules) {
            for (Expression expression : Expression.of(rule)) {
                if (expression.isIpSet()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a table of the same family and name stands in both. */
    boolean collidesWith(RuleSet other) {
        for (Item mine : tables) {
            for (Item theirs : other.tables) {
                if (mine.family == theirs.family && mine.table().equals(theirs.table())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes over what another rule set holds. */
    void add(RuleSet other) {
        tables.addAll(other.tables);
        chains.addAll(other.chains);
        sets.addAll(other.sets);
        elements.addAll(other.elements);
        objects.addAll(other.objects);
        flowtables.addAll(other.flowtables);
        rules.addAll(other.rules);
    }

    /** Those of iptables-legacy, or those that are not. */
    RuleSet part(boolean ofLegacy) {
        var part = new RuleSet(family, ofLegacy);
        select(tables, part.tables, ofLegacy);
        select(chains, part.chains, ofLegacy);
        select(sets, part.sets, ofLegacy);
        select(elements, part.elements, ofLegacy);
        select(objects, part.objects, ofLegacy);
        select(flowtables, part.flowtables, ofLegacy);
        select(rules, part.rules, ofLegacy);
        return part;
    }

    private static void select(List<Item> from, List<Item> into, boolean ofLegacy) {
        for (Item item : from) {
            if (item.legacy == ofLegacy) {
                into.add(item);
            }
        }
    }

    /** In what order things have to be made: each after what it refers to. */
    List<Item> inOrder() {
        var all = new ArrayList<Item>(tables);
        all.addAll(chains);
        all.addAll(flowtables);
        all.addAll(objects);
        all.addAll(sets);
        all.addAll(elements);
        all.addAll(rules);
        return all;
    }

    /** What reads messages of a kind, of every family. */
    static Netlink.Reader collector(int kind, List<Item> into) {
        return empty().new Collector(kind, into);
    }

    private boolean concerns(int other) {
        return family == 0 || other == family || other == NFPROTO_INET || other == NFPROTO_NETDEV;
    }

    private void noteOther(int other) {
        String name = other == NFPROTO_ARP ? "arp" : other == NFPROTO_BRIDGE ? "bridge" : null;
        if (name != null && !others.contains(name)) {
            others.add(name);
        }
    }

    private final class Collector implements Netlink.Reader {
        private final int kind;
        private final List<Item> into;

        Collector(int kind, List<Item> into) {
            this.kind = kind;
            this.into = into;
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            if (type != (NFTABLES | kind) || bytes.remaining() < NFGENMSG) {
                return;
            }
            int of = bytes.get(bytes.position()) & 0xff;
            if (concerns(of)) {
                into.add(new Item(kind, of, copy(bytes), legacy));
            } else {
                noteOther(of);
            }
        }

        private static Attributes copy(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining() - NFGENMSG];
            bytes.get(bytes.position() + NFGENMSG, copy);
            return new Attributes(
                    ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder()), 0, copy.length);
        }
    }
}
