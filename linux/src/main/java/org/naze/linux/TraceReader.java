package org.naze.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;

/**
 * Follows a SYN, and the SYN-ACK that answers it, through the packet filter by the kernel's own
 * trace (NFT_MSG_TRACE): every rule that matched, in order, and every policy that was asked.
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
    private static final int TCP = 6;
    private static final int FLAGS_AT = 13;
    private static final int SYN_ACK_RST = 0x16;
    private static final int SYN = 0x02;
    private static final int SYN_ACK = 0x12;

    private final List<Step> steps = new ArrayList<>();
    private final List<Step> answers = new ArrayList<>();
    private final Map<Integer, Flow> flows = new HashMap<>();
    private @Nullable Syn syn;
    private boolean throughLoopback;

    /** What is being done to a packet of the scratch network; {@code flags} 0 is of no interest. */
    private record Flow(int flags, boolean incoming) {}

    /**
     * The SYN as it set out.
     *
     * @param ip from the IP header on, as far as the trace tells
     * @param tcp from the TCP header on, likewise
     * @param device the number of the interface that it left by
     */
    record Syn(ByteBuffer ip, ByteBuffer tcp, int device) {}

    /** What a trace message is about. */
    enum Kind {
        POLICY,
        RETURN,
        RULE
    }

    /**
     * One step of a packet.
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
            boolean incoming) {

        boolean drops() {
            return verdict == 0 && kind != Kind.RETURN;
        }
    }

    /** Starts to listen in the network namespace of this thread. */
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

    /** The SYN, null as long as it has not come by. */
    @Nullable Syn syn() {
        return syn;
    }

    /** Whether the SYN goes to this very machine. */
    boolean isThroughLoopback() {
        return throughLoopback;
    }

    /** Whether something has thrown the SYN or its answer away. */
    boolean isStopped() {
        return hasDrop(steps) || hasDrop(answers);
    }

    private static boolean hasDrop(List<Step> steps) {
        for (Step step : steps) {
            if (step.drops()) {
                return true;
            }
        }
        return false;
    }

    /** The steps of the SYN so far. */
    List<Step> steps() {
        return steps;
    }

    /** The steps of the SYN-ACK so far. */
    List<Step> answers() {
        return answers;
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
            flows.put(id, flow(event));
        }
        Flow flow = flows.get(id);
        if (flow != null && flow.flags != 0 && !event.text(TABLE).equals(TraceTable.NAME)) {
            (flow.flags == SYN ? steps : answers).add(step(family, event, flow));
        }
    }

    private Flow flow(Attributes event) {
        byte[] ip = event.value(NETWORK_HEADER);
        byte[] tcp = event.value(TRANSPORT_HEADER);
        boolean incoming = event.has(IIF);
        int flags = isTcp(ip) && tcp != null && tcp.length > FLAGS_AT ? tcp[FLAGS_AT] : 0;
        flags &= SYN_ACK_RST;
        if (flags == SYN && ip != null && tcp != null) {
            int device = event.be32(incoming ? IIF : OIF, 0);
            throughLoopback |= ScratchNetwork.isLoopback(device);
            syn = syn != null ? syn : new Syn(ByteBuffer.wrap(ip), ByteBuffer.wrap(tcp), device);
        }
        return new Flow(flags == SYN || flags == SYN_ACK ? flags : 0, incoming);
    }

    private static boolean isTcp(byte @Nullable [] header) {
        return header != null
                && header.length > 9
                && header[(header[0] & 0xf0) == 0x60 ? 6 : 9] == TCP;
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
