package org.naze.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;

/**
 * Follows a SYN through the packet filter by the kernel's own trace (NFT_MSG_TRACE): every rule
 * that matched, in order, and every policy that was asked.
 */
final class TraceReader implements Netlink.Reader {
    private static final int NFNLGRP_NFTRACE = 9;
    private static final int NFT_MSG_TRACE = 17;
    private static final int TABLE = 1;
    private static final int CHAIN = 2;
    private static final int RULE_HANDLE = 3;
    private static final int TYPE = 4;
    private static final int VERDICT = 5;
    private static final int ID = 6;
    private static final int NETWORK_HEADER = 8;
    private static final int TRANSPORT_HEADER = 9;
    private static final int IIF = 10;
    private static final int OIF = 12;
    private static final int POLICY = 16;
    private static final int FLAGS_AT = 13;
    private static final int SYN_ACK_RST = 0x16;
    private static final int SYN = 2;
    private static final int TCP = 6;

    /** The tables of the copy, and none of the live ones, may be called so. */
    static final String OWN_TABLE = "naze trace";

    /** How many rules it has. */
    static final int OWN_RULES = 2;

    private static final int PRE_ROUTING = 0;
    private static final int OUTPUT = 3;

    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, Flow> flows = new HashMap<>();
    private boolean sawSyn;
    private boolean throughLoopback;

    /** What is being done to a packet of the scratch network. */
    private record Flow(boolean isSyn, boolean incoming) {}

    /** What a trace message is about. */
    enum Kind {
        POLICY,
        RETURN,
        RULE
    }

    /**
     * One step of the SYN.
     *
     * @param handle of the copy's rule, or -1
     * @param verdict NF_DROP (0), NF_ACCEPT (1) …, negative for those of nf_tables itself
     * @param incoming on its way in, not out
     */
    record Step(
            Kind kind,
            int family,
            String table,
            String chain,
            long handle,
            int verdict,
            boolean incoming) {}

    /** Makes the table that switches tracing on, ahead of every other, and listens. */
    static Netlink open(Native os) throws Refused {
        var netlink = Netlink.open(os, Netlink.NETFILTER);
        try {
            netlink.makeRoom(4 << 20);
            netlink.join(NFNLGRP_NFTRACE);
            return netlink;
        } catch (Refused e) {
            netlink.close();
            throw e;
        }
    }

    /** Adds the table to a batch. */
    static void write(NetlinkRequest batch) {
        start(batch, RuleSet.NEWTABLE).attribute(TABLE, OWN_TABLE).end();
        hook(batch, "out", OUTPUT);
        hook(batch, "in", PRE_ROUTING);
    }

    private static NetlinkRequest start(NetlinkRequest batch, int kind) {
        int flags = NetlinkRequest.CREATE | NetlinkRequest.APPEND;
        batch.message(RuleSet.NFTABLES | kind, flags);
        return batch.u8(RuleSet.NFPROTO_INET).zeros(RuleSet.NFGENMSG - 1);
    }

    private static void hook(NetlinkRequest batch, String chain, int number) {
        start(batch, RuleSet.NEWCHAIN).attribute(TABLE, OWN_TABLE);
        batch.attribute(RuleSet.CHAIN_NAME, chain);
        int hook = batch.open(4);
        batch.attributeBe32(1, number).attributeBe32(2, Integer.MIN_VALUE).close(hook);
        batch.attribute(7, "filter").end();
        start(batch, RuleSet.NEWRULE).attribute(TABLE, OWN_TABLE);
        batch.attribute(RuleSet.RULE_CHAIN, chain);
        int list = batch.open(4);
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
        batch.attributeBe32(2, 12).attributeBe32(3, 1).close(data).close(element);
    }

    /** Whether the SYN has come by at all. */
    boolean sawSyn() {
        return sawSyn;
    }

    /** Whether the SYN, as far as is known, is on its way still, and inwards. */
    boolean goesOn() {
        for (Step step : steps) {
            if (step.verdict == 0 && step.kind != Kind.RETURN) {
                return false;
            }
        }
        return throughLoopback;
    }

    /** The steps of the SYN so far. */
    List<Step> steps() {
        return steps;
    }

    @Override
    public void message(int type, ByteBuffer bytes) {
        if (type != (RuleSet.NFTABLES | NFT_MSG_TRACE) || bytes.remaining() < RuleSet.NFGENMSG) {
            return;
        }
        int family = bytes.get(bytes.position()) & 0xff;
        Attributes event = Attributes.after(RuleSet.NFGENMSG, bytes);
        int id = event.be32(ID, 0);
        // The headers come with the first step of each hook.
        if (event.has(NETWORK_HEADER)) {
            boolean syn =
                    isTcp(event.value(NETWORK_HEADER)) && isSyn(event.value(TRANSPORT_HEADER));
            flows.put(id, new Flow(syn, event.has(IIF)));
            sawSyn |= syn;
            throughLoopback |=
                    syn
                            && (ScratchNetwork.isLoopback(event.be32(IIF, 0))
                                    || ScratchNetwork.isLoopback(event.be32(OIF, 0)));
        }
        Flow flow = flows.get(id);
        if (flow != null && flow.isSyn && !event.text(TABLE).equals(OWN_TABLE)) {
            steps.add(step(family, event, flow));
        }
    }

    private static boolean isTcp(byte @Nullable [] header) {
        return header != null
                && header.length > 9
                && header[(header[0] & 0xf0) == 0x60 ? 6 : 9] == TCP;
    }

    private static boolean isSyn(byte @Nullable [] header) {
        return header != null
                && header.length > FLAGS_AT
                && (header[FLAGS_AT] & SYN_ACK_RST) == SYN;
    }

    private static Step step(int family, Attributes event, Flow flow) {
        Kind kind =
                switch (event.be32(TYPE, 0)) {
                    case 1 -> Kind.POLICY;
                    case 3 -> Kind.RULE;
                    default -> Kind.RETURN;
                };
        int code = event.nested(VERDICT).be32(1, 1);
        int verdict = kind == Kind.POLICY ? event.be32(POLICY, 1) : code < 0 ? code : code & 0xff;
        return new Step(
                kind,
                family,
                event.text(TABLE),
                event.text(CHAIN),
                event.be64(RULE_HANDLE, -1),
                verdict,
                flow.incoming);
    }
}
