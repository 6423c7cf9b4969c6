package org.naze.linux;

/** The table of the copy that switches tracing on for every packet, ahead of every other table. */
final class TraceTable {
    private static final int TABLE = 1;
    private static final int CHAIN_HOOK = 4;
    private static final int CHAIN_TYPE = 7;
    private static final int RULE_EXPRESSIONS = 4;
    private static final int META_NFTRACE = 12;
    private static final int PRE_ROUTING = 0;
    private static final int OUTPUT = 3;

    /** No tool would make one of this name. */
    static final String NAME = "naze trace";

    /** How many rules it has. */
    static final int RULES = 2;

    private TraceTable() {}

    /** Adds the table to a batch. */
    static void write(NetlinkRequest batch) {
        start(batch, RuleSet.NEWTABLE).attribute(TABLE, NAME).end();
        hook(batch, "out", OUTPUT);
        hook(batch, "in", PRE_ROUTING);
    }

    private static NetlinkRequest start(NetlinkRequest batch, int kind) {
        int flags = NetlinkRequest.CREATE | NetlinkRequest.APPEND;
        batch.message(RuleSet.NFTABLES | kind, flags);
        return batch.u8(RuleSet.NFPROTO_INET).zeros(RuleSet.NFGENMSG - 1);
    }

    private static void hook(NetlinkRequest batch, String chain, int number) {
        start(batch, RuleSet.NEWCHAIN).attribute(TABLE, NAME);
        batch.attribute(RuleSet.CHAIN_NAME, chain);
        int hook = batch.open(CHAIN_HOOK);
        batch.attributeBe32(1, number).attributeBe32(2, Integer.MIN_VALUE).close(hook);
        batch.attribute(CHAIN_TYPE, "filter").end();
        start(batch, RuleSet.NEWRULE).attribute(TABLE, NAME);
        batch.attribute(RuleSet.RULE_CHAIN, chain);
        int list = batch.open(RULE_EXPRESSIONS);
        immediate(batch);
        setNftrace(batch);
        batch.close(list).end();
    }

    /** Register 1 becomes 1. */
    private static void immediate(NetlinkRequest batch) {
        int element = batch.open(1);
        batch.attribute(1, "immediate");
        int data = batch.open(2);
        batch.attributeBe32(1, 1);
        int value = batch.open(2);
        batch.attribute(1, new byte[] {1}).close(value).close(data).close(element);
    }

    /** meta nftrace set register 1. */
    private static void setNftrace(NetlinkRequest batch) {
        int element = batch.open(1);
        batch.attribute(1, "meta");
        int data = batch.open(2);
        batch.attributeBe32(2, META_NFTRACE).attributeBe32(3, 1).close(data).close(element);
    }
}
