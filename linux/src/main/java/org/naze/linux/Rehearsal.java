package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;
import org.naze.linux.Pass.Decision;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Ruling;
import org.naze.probe.Deadline;

/**
 * Sends a SYN through a copy of the live packet filter, in a network namespace of its own thread,
 * and reads from the kernel's trace what became of it. The live rules are only read.
 */
final class Rehearsal implements Runnable {
    private final InetAddress destination;
    private final int port;
    private final @Nullable InetAddress source;
    private final boolean answered;
    private final int family;
    private final Deadline deadline;
    private final List<String> notes = new ArrayList<>();
    private volatile @Nullable Outcome outcome;

    /**
     * What came of it.
     *
     * @param unable why there is no decision, null if there is one
     * @param unseen rules whose say the copy could not judge
     * @param notes other things that the copy could not hold
     * @param rules the live rules
     */
    record Outcome(
            @Nullable Unable unable,
            Decision decision,
            List<Item> unseen,
            List<String> notes,
            RuleSet rules,
            @Nullable LegacyTables legacy) {}

    /** It can't be said, and why. */
    @SuppressWarnings("serial")
    static final class Unable extends Exception {
        final Reason reason;
        final String detail;

        Unable(Reason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
            this.detail = detail;
        }

        Unable(String detail) {
            this(Reason.FAILED, detail);
        }
    }

    Rehearsal(
            InetAddress destination,
            int port,
            @Nullable InetAddress source,
            boolean answered,
            Deadline deadline) {
        this.answered = answered;
        this.destination = destination;
        this.port = port;
        this.source = source;
        this.deadline = deadline;
        family = SocketAddress.family(destination);
    }

    /** What came of it, null as long as it goes on. */
    @Nullable Outcome outcome() {
        return outcome;
    }

    @Override
    public void run() {
        try (var os = new Native();
                var live = Netlink.open(os, Netlink.NETFILTER);
                var route = Netlink.open(os, Netlink.ROUTE)) {
            outcome = rehearse(os, live, route);
        } catch (Refused e) {
            outcome = failed(new Unable("errno " + e.errno));
        } catch (Unable e) {
            outcome = failed(e);
        } catch (RuntimeException e) {
            outcome = failed(new Unable(e.getClass().getSimpleName()));
        }
    }

    private static Outcome failed(Unable unable) {
        var none = new Decision(Ruling.ACCEPT, null, null, false);
        return new Outcome(unable, none, List.of(), List.of(), RuleSet.empty(), null);
    }

    private Outcome rehearse(Native os, Netlink live, Netlink route) throws Refused, Unable {
        RuleSet rules = RuleSet.read(live, family, false);
        for (String other : rules.others) {
            notes.add("table family " + other);
        }
        LegacyTables legacy = legacyTables(rules);
        IpSets sets = ipSets(rules, legacy, live);
        ScratchNetwork network = ScratchNetwork.sketch(route, destination);
        notes.addAll(new Programs(os, route).inTheWay(destination, source));
        enter(os);
        try (var scratch = Netlink.open(os, Netlink.ROUTE)) {
            network.build(scratch);
        }
        if (sets != null) {
            sets.restore(new Tool(deadline));
        }
        var pass = new Pass(os, destination, port, source, answered);
        Decision decision = decide(pass, os, rules, legacy);
        notes.addAll(pass.notes());
        return new Outcome(null, decision, pass.unseen(), notes, rules, legacy);
    }

    private static void enter(Native os) throws Unable {
        int result = ScratchNetwork.enter(os);
        if (result == -Native.EPERM) {
            throw new Unable(Reason.NOT_PERMITTED, "CAP_SYS_ADMIN");
        } else if (result < 0) {
            throw new Unable("unshare errno " + -result);
        }
    }

    private @Nullable LegacyTables legacyTables(RuleSet rules) throws Unable {
        if (!LegacyTables.exist(family)) {
            return null;
        }
        LegacyTables legacy = LegacyTables.save(family, deadline);
        if (legacy == null && rules.tables.isEmpty()) {
            throw new Unable(Reason.TOOL_MISSING, LegacyTables.saver(family));
        } else if (legacy == null) {
            notes.add("iptables-legacy tables (no " + LegacyTables.saver(family) + ")");
        }
        return legacy;
    }

    private @Nullable IpSets ipSets(RuleSet rules, @Nullable LegacyTables legacy, Netlink live) {
        if (!rules.usesIpSets() && (legacy == null || !legacy.usesIpSets())) {
            return null;
        }
        IpSets sets = IpSets.save(new Tool(deadline), live);
        if (sets == null) {
            notes.add("ipsets (no ipset)");
        }
        return sets;
    }

    /**
     * The tables of iptables-legacy are translated first, and the translation read back. Where a
     * table of nf_tables has the same name as one of them, each side gets a pass of its own.
     */
    private Decision decide(Pass pass, Native os, RuleSet rules, @Nullable LegacyTables legacy)
            throws Refused, Unable {
        RuleSet translated = legacy == null ? null : translate(os, legacy);
        if (translated == null) {
            return pass.run(rules);
        }
        boolean apart = rules.collidesWith(translated);
        rules.add(translated);
        if (!apart) {
            return pass.run(rules);
        }
        Decision first = pass.run(rules.part(true));
        if (first.ruling() != Ruling.ACCEPT) {
            return first;
        }
        try (var netlink = Netlink.open(os, Netlink.NETFILTER)) {
            RuleCopy.clear(netlink);
        }
        return pass.run(rules.part(false));
    }

    private @Nullable RuleSet translate(Native os, LegacyTables legacy) throws Refused {
        boolean done = legacy.restore(family, deadline);
        try (var netlink = Netlink.open(os, Netlink.NETFILTER)) {
            RuleSet translated = done ? RuleSet.read(netlink, family, true) : null;
            RuleCopy.clear(netlink);
            if (translated == null) {
                notes.add("iptables-legacy tables (iptables-nft-restore)");
            }
            return translated;
        }
    }
}
