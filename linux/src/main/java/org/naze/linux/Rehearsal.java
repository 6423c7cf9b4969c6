package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.linux.Netlink.Refused;
import org.naze.linux.RuleSet.Item;
import org.naze.linux.TraceReader.Kind;
import org.naze.linux.TraceReader.Step;
import org.naze.model.Fact.Ruling;
import org.naze.probe.Deadline;

/**
 * Sends a SYN through a copy of the live packet filter, in a network namespace of its own thread,
 * and reads from the kernel's trace what became of it. The live rules are only read.
 */
final class Rehearsal implements Runnable {
    /** The failure of one who may not make a network namespace. */
    static final String NOT_PERMITTED = "unshare";

    private static final int POLLOUT = 4;
    private static final int WAIT_MS = 100;
    private static final int STEP_MS = 5;
    private static final int NF_DROP = 0;
    private static final int NF_QUEUE = 3;

    private final InetAddress destination;
    private final int port;
    private final @Nullable InetAddress source;
    private final int family;
    private final Deadline deadline;
    private final List<Item> unseen = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private volatile @Nullable Outcome outcome;

    /**
     * What came of it.
     *
     * @param failure why there is no ruling, null if there is one
     * @param step what decided, null where everything accepted
     * @param rule the rule that decided, null where a policy did
     * @param unseen rules whose say the copy could not judge
     * @param notes other things that the copy could not hold
     * @param ofLegacy the table that decided is one of iptables-legacy
     */
    record Outcome(
            @Nullable String failure,
            Ruling ruling,
            @Nullable Step step,
            @Nullable Item rule,
            List<Item> unseen,
            List<String> notes,
            boolean ofLegacy,
            RuleSet rules,
            @Nullable LegacyTables legacy) {}

    /** A decision of one pass. */
    private record Decision(
            Ruling ruling, @Nullable Step step, @Nullable Item rule, boolean ofLegacy) {}

    /** It can't be said, and why. */
    @SuppressWarnings("serial")
    private static final class Unable extends Exception {
        Unable(String message) {
            super(message, null, false, false);
        }
    }

    Rehearsal(InetAddress destination, int port, @Nullable InetAddress source, Deadline deadline) {
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
            outcome = failed("errno " + e.errno);
        } catch (Unable e) {
            outcome = failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            outcome = failed(e.getClass().getSimpleName());
        }
    }

    private static Outcome failed(String why) {
        return new Outcome(
                why, Ruling.ACCEPT, null, null, List.of(), List.of(), false, RuleSet.empty(), null);
    }

    private Outcome rehearse(Native os, Netlink live, Netlink route) throws Refused, Unable {
        RuleSet rules = RuleSet.read(live, family, false);
        for (String other : rules.others) {
            notes.add("table family " + other);
        }
        LegacyTables legacy = legacyTables();
        ScratchNetwork network = ScratchNetwork.sketch(route, family);
        IpSets sets = ipSets(rules, legacy, live);
        int entered = ScratchNetwork.enter(os);
        if (entered < 0) {
            throw new Unable(
                    entered == -Native.EPERM ? NOT_PERMITTED : "unshare errno " + -entered);
        }
        Decision decision;
        try (var scratch = Netlink.open(os, Netlink.ROUTE)) {
            network.build(scratch);
        }
        if (sets != null) {
            sets.restore(new Tool(deadline));
        }
        decision = decide(os, rules, legacy);
        return new Outcome(
                null,
                decision.ruling,
                decision.step,
                decision.rule,
                unseen,
                notes,
                decision.ofLegacy,
                rules,
                legacy);
    }

    private @Nullable LegacyTables legacyTables() {
        if (!LegacyTables.exist(family)) {
            return null;
        }
        LegacyTables legacy = LegacyTables.save(family, deadline);
        if (legacy == null) {
            notes.add("iptables-legacy tables (" + LegacyTables.saver(family) + ")");
        }
        return legacy;
    }

    private @Nullable IpSets ipSets(RuleSet rules, @Nullable LegacyTables legacy, Netlink live) {
        if (!usesIpSets(rules) && (legacy == null || !legacy.saved().contains("-set "))) {
            return null;
        }
        IpSets sets = IpSets.save(new Tool(deadline), live);
        if (sets == null) {
            notes.add("ipsets (ipset)");
        }
        return sets;
    }

    private static boolean usesIpSets(RuleSet rules) {
        for (Item rule : rules.rules) {
            for (Expression expression : Expression.of(rule)) {
                if (expression.isIpSet()) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The tables of iptables-legacy are translated first, and the translation read back. Where a
     * table of nf_tables has the same name as one of them, each side gets a pass of its own.
     */
    private Decision decide(Native os, RuleSet rules, @Nullable LegacyTables legacy)
            throws Refused, Unable {
        if (legacy == null) {
            return pass(os, rules);
        }
        RuleSet translated = translate(os, legacy);
        if (translated == null) {
            return pass(os, rules);
        }
        boolean apart = rules.collidesWith(translated);
        rules.add(translated);
        if (!apart) {
            return pass(os, rules);
        }
        Decision first = pass(os, rules.part(true));
        if (first.ruling != Ruling.ACCEPT) {
            return first;
        }
        clear(os);
        return pass(os, rules.part(false));
    }

    private @Nullable RuleSet translate(Native os, LegacyTables legacy) throws Refused {
        if (!LegacyTables.restore(legacy.saved(), family, deadline)) {
            notes.add("iptables-legacy tables (iptables-nft-restore)");
            clear(os);
            return null;
        }
        try (var netlink = Netlink.open(os, Netlink.NETFILTER)) {
            RuleSet translated = RuleSet.read(netlink, family, true);
            RuleCopy.clear(netlink);
            return translated;
        }
    }

    private static void clear(Native os) throws Refused {
        try (var netlink = Netlink.open(os, Netlink.NETFILTER)) {
            RuleCopy.clear(netlink);
        }
    }

    private Decision pass(Native os, RuleSet rules) throws Refused, Unable {
        try (var netlink = Netlink.open(os, Netlink.NETFILTER);
                var trace = TraceReader.open(os)) {
            var copy = new RuleCopy(netlink);
            Set<Item> refused = copy.make(rules);
            for (Item item : rules.inOrder()) {
                if (refused.contains(item)) {
                    leaveOut(item);
                }
            }
            List<Item> made = RuleSet.rules(netlink, family);
            var reader = new TraceReader();
            send(os, trace, reader);
            if (reader.steps().isEmpty() && !rules.chains.isEmpty() && !reader.sawSyn()) {
                throw new Unable("no packet was seen");
            }
            return judge(reader.steps(), new CopiedRules(made, copy, rules.tables));
        }
    }

    private void leaveOut(Item item) {
        if (item.kind == RuleSet.NEWRULE) {
            unseen.add(item);
        } else if (item.kind == RuleSet.NEWCHAIN) {
            notes.add(
                    "chain "
                            + RuleText.family(item.family)
                            + " "
                            + item.table()
                            + " "
                            + item.attributes.text(RuleSet.CHAIN_NAME));
        }
    }

    /** One SYN; on its way out the trace is written before connect(2) returns. */
    private void send(Native os, Netlink trace, TraceReader reader) throws Unable {
        int fd = os.socket(family, Native.SOCK_STREAM, 0);
        Block address = os.block(SocketAddress.MAX_SIZE);
        try {
            int result =
                    source == null
                            ? 0
                            : os.bind(fd, address, SocketAddress.put(address, source, 0));
            if (result == 0) {
                result = os.connect(fd, address, SocketAddress.put(address, destination, port));
            }
            trace.drain(reader);
            if (result < 0 && result != -Native.EINPROGRESS && !reader.sawSyn()) {
                throw new Unable("no packet goes out: " + Dialer.errno(-result));
            }
            await(os, fd, trace, reader);
        } finally {
            os.close(fd);
        }
    }

    /** A packet to this very machine goes on inwards: until it is dropped or answered. */
    private void await(Native os, int fd, Netlink trace, TraceReader reader) {
        Deadline patience = Deadline.in(Math.min(WAIT_MS, deadline.leftMs()));
        while (reader.goesOn() && !patience.isOver()) {
            int events = os.poll(fd, POLLOUT, STEP_MS);
            trace.drain(reader);
            if (events != 0) {
                return;
            }
        }
    }

    /** A drop is final; an accept is only until the next chain; a queue asks another program. */
    private Decision judge(List<Step> steps, CopiedRules rules) {
        Decision diverted = null;
        for (Step step : steps) {
            Item rule = rules.original(step);
            if (rules.isShadow(step)) {
                note(rule);
            } else if (step.kind() == Kind.POLICY && step.verdict() == NF_DROP) {
                return rules.decision(Ruling.DROP, step);
            } else if (step.kind() == Kind.RULE && step.verdict() == NF_DROP) {
                return rules.decision(rules.rejects(step) ? Ruling.REJECT : Ruling.DROP, step);
            } else if (step.kind() == Kind.RULE && step.verdict() == NF_QUEUE) {
                note(rule);
            } else if (diverted == null && step.verdict() > 0 && rules.diverts(step)) {
                diverted = rules.decision(Ruling.DIVERT, step);
            }
        }
        return diverted != null ? diverted : new Decision(Ruling.ACCEPT, null, null, false);
    }

    private void note(@Nullable Item rule) {
        if (rule != null && !unseen.contains(rule)) {
            unseen.add(rule);
        }
    }

    /** The rules of the copy, by the handles that the trace names. */
    private static final class CopiedRules {
        private final List<Item> made;
        private final RuleCopy copy;
        private final List<Item> tables;

        CopiedRules(List<Item> made, RuleCopy copy, List<Item> tables) throws Unable {
            this.made = made;
            this.copy = copy;
            this.tables = tables;
            // Those of the tracing table come last, since it was made last.
            if (made.size() != copy.copied().size() + TraceReader.OWN_RULES) {
                throw new Unable("the copy does not match the rules");
            }
        }

        Decision decision(Ruling ruling, Step step) {
            boolean ofLegacy = false;
            for (Item table : tables) {
                if (table.family == step.family() && table.table().equals(step.table())) {
                    ofLegacy = table.legacy;
                }
            }
            return new Decision(ruling, step, original(step), ofLegacy);
        }

        private RuleCopy.@Nullable Copied find(Step step) {
            for (int i = 0; i < copy.copied().size(); i++) {
                Item rule = made.get(i);
                if (rule.handle() == step.handle()
                        && rule.family == step.family()
                        && rule.table().equals(step.table())) {
                    return copy.copied().get(i);
                }
            }
            return null;
        }

        @Nullable Item original(Step step) {
            RuleCopy.Copied copied = find(step);
            return copied == null ? null : copied.original();
        }

        boolean isShadow(Step step) {
            RuleCopy.Copied copied = find(step);
            return copied != null && copied.shadow();
        }

        boolean rejects(Step step) {
            for (Expression expression : expressions(step)) {
                if (expression.rejects()) {
                    return true;
                }
            }
            return false;
        }

        boolean diverts(Step step) {
            for (Expression expression : expressions(step)) {
                if (expression.diverts()) {
                    return true;
                }
            }
            return false;
        }

        private List<Expression> expressions(Step step) {
            Item rule = original(step);
            return rule == null ? List.of() : copy.expressions(rule);
        }
    }
}
