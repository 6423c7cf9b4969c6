package org.naze.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;

/**
 * Makes the rules of one network namespace anew in another, by the very messages in which the
 * kernel tells them, so that nothing is lost in a tool's translation. All in one transaction; what
 * the kernel refuses is left out and named.
 */
final class RuleCopy {
    private static final int BATCH_BEGIN = 16;
    private static final int BATCH_END = 17;
    private static final int DELTABLE = 2;
    private static final int MAX_ROUNDS = 6;
    private static final int SEND_BYTES = 16 << 20;

    private static final int SET_FLAGS = 3;
    private static final int SET_ID = 10;
    private static final int TABLE_FLAGS = 2;
    private static final int EXPRESSIONS = 4;
    private static final int COMPAT = 5;
    private static final int USERDATA = 7;
    private static final int DORMANT = 1;
    private static final int ANONYMOUS = 1;

    private final Netlink netlink;
    private final Set<Item> left = new HashSet<>();
    private final Map<Item, List<Expression>> parsed = new HashMap<>();
    private final List<Copied> copied = new ArrayList<>();
    private int sets;

    /**
     * A rule in the copy.
     *
     * @param shadow it only shows that the original would match but for what can't be seen
     */
    record Copied(Item original, boolean shadow) {}

    RuleCopy(Netlink netlink) {
        this.netlink = netlink;
        netlink.makeRoom(SEND_BYTES);
    }

    /**
     * Makes them all.
     *
     * @return what the kernel refused
     * @throws Refused if the copy as a whole did not come about
     */
    Set<Item> make(RuleSet rules) throws Refused {
        List<Item> items = rules.inOrder();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Set<Item> refused = attempt(items);
            if (refused.isEmpty()) {
                return left;
            }
            left.addAll(refused);
        }
        throw new Refused(Native.EINVAL, 0);
    }

    /** Takes every table away again. */
    static void clear(Netlink netlink) throws Refused {
        var batch = new NetlinkRequest();
        bound(batch, BATCH_BEGIN);
        batch.message(RuleSet.NFTABLES | DELTABLE, 0).zeros(RuleSet.NFGENMSG).end();
        bound(batch, BATCH_END);
        send(netlink, batch, new ArrayList<>());
    }

    /** The copied rules in the order in which the kernel lists them. */
    List<Copied> copied() {
        return copied;
    }

    /** The rule's expressions. */
    List<Expression> expressions(Item rule) {
        return parsed.computeIfAbsent(rule, Expression::of);
    }

    private Set<Item> attempt(List<Item> items) throws Refused {
        copied.clear();
        var batch = new NetlinkRequest();
        var sent = new ArrayList<Item>();
        bound(batch, BATCH_BEGIN);
        for (Item item : items) {
            if (!left.contains(item)) {
                add(batch, sent, item);
            }
        }
        TraceTable.write(batch);
        bound(batch, BATCH_END);
        return send(netlink, batch, sent);
    }

    private void add(NetlinkRequest batch, List<Item> sent, Item item) {
        if (item.kind == RuleSet.NEWRULE) {
            if (Shadow.isNeeded(expressions(item))) {
                copied.add(new Copied(item, true));
                sent.add(item);
                rule(batch, item, Shadow.of(expressions(item)));
            }
            copied.add(new Copied(item, false));
            sent.add(item);
            rule(batch, item, null);
            return;
        }
        sent.add(item);
        start(batch, item, NetlinkRequest.CREATE);
        Attributes from = item.attributes;
        for (int at = from.first(); at >= 0; at = from.next(at)) {
            if (isToBeGiven(item.kind, from.type(at))) {
                batch.copy(from.raw(at));
            }
        }
        flags(batch, item);
        batch.end();
    }

    /**
     * Handles and counts are the kernel's to give; flags are written anew; what is above the last
     * attribute known here may be something that the kernel tells and does not take.
     */
    private static boolean isToBeGiven(int kind, int type) {
        return switch (kind) {
            case RuleSet.NEWTABLE -> type == RuleSet.TABLE;
            // Table, name, hook, policy, type. Without its flag a bound chain is one with a name.
            case RuleSet.NEWCHAIN -> type != 2 && type < 8 && type != 6;
            case RuleSet.NEWSET -> type != SET_FLAGS && type != SET_ID && type != 16 && type < 19;
            case RuleSet.NEWSETELEM -> type < 4;
            // Flow tables and objects: without use, handle; a flow table's offload to a device.
            case RuleSet.NEWFLOWTABLE -> type < 4;
            default -> type < 5 || type == 8;
        };
    }

    private void flags(NetlinkRequest batch, Item item) {
        if (item.kind == RuleSet.NEWTABLE) {
            batch.attributeBe32(TABLE_FLAGS, item.attributes.be32(TABLE_FLAGS, 0) & DORMANT);
        } else if (item.kind == RuleSet.NEWSET) {
            // An anonymous set may stand in one rule only; the rule's shadow needs it too.
            batch.attributeBe32(SET_FLAGS, item.attributes.be32(SET_FLAGS, 0) & ~ANONYMOUS);
            batch.attributeBe32(SET_ID, ++sets);
        }
    }

    private void rule(NetlinkRequest batch, Item item, @Nullable List<byte[]> shadow) {
        start(batch, item, NetlinkRequest.CREATE | NetlinkRequest.APPEND);
        Attributes from = item.attributes;
        batch.attribute(RuleSet.TABLE, item.table()).attribute(RuleSet.RULE_CHAIN, item.chain());
        if (shadow == null) {
            copyIfThere(batch, from, EXPRESSIONS);
        } else {
            int list = batch.open(EXPRESSIONS);
            for (byte[] expression : shadow) {
                batch.copy(expression);
            }
            batch.close(list);
        }
        CompatProtocol.of(expressions(item)).write(batch, COMPAT);
        copyIfThere(batch, from, USERDATA);
        batch.end();
    }

    private static void copyIfThere(NetlinkRequest batch, Attributes from, int type) {
        int at = from.find(type);
        if (at >= 0) {
            batch.copy(from.raw(at));
        }
    }

    private static void start(NetlinkRequest batch, Item item, int flags) {
        batch.message(RuleSet.NFTABLES | item.kind, flags);
        batch.u8(item.family).zeros(RuleSet.NFGENMSG - 1);
    }

    /** nfgenmsg with the subsystem in network byte order. */
    private static void bound(NetlinkRequest batch, int type) {
        batch.message(type, 0).u8(0).u8(0).u8(0).u8(RuleSet.NFTABLES >> 8).end();
    }

    /**
     * Sends a batch; the kernel works it off before send(2) returns, and says only what went wrong.
     *
     * @param sent what the messages after the first stand for
     * @return what was refused; if anything was, nothing has been made
     */
    private static Set<Item> send(Netlink netlink, NetlinkRequest batch, List<Item> sent)
            throws Refused {
        netlink.send(batch);
        var errors = new Errors(sent);
        netlink.drain(errors);
        if (errors.other != 0 && errors.refused.isEmpty()) {
            throw new Refused(errors.other, 0);
        }
        return errors.refused;
    }

    private static final class Errors implements Netlink.Reader {
        private final List<Item> sent;
        final Set<Item> refused = new HashSet<>();
        int other;

        Errors(List<Item> sent) {
            this.sent = sent;
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            int errno = type == NetlinkMessages.ERROR ? NetlinkMessages.errno(bytes) : 0;
            int index = NetlinkMessages.refused(bytes) - 2;
            if (errno != 0 && index >= 0 && index < sent.size()) {
                refused.add(sent.get(index));
            } else if (errno != 0) {
                other = errno;
            }
        }
    }
}
