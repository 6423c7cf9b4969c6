package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.linux.Netlink.Refused;
import org.naze.linux.Rehearsal.Unable;
import org.naze.linux.TraceReader.Kind;
import org.naze.linux.TraceReader.Step;
import org.naze.model.Fact.Ruling;
import org.naze.probe.Deadline;

/**
 * Makes a copy of rules in the network namespace of this thread, and sends one SYN through it, and
 * if need be the answer back.
 */
final class Pass {
    private static final int POLLOUT = 4;
    private static final int WAIT_MS = 100;
    private static final int STEP_MS = 5;
    private static final int NF_DROP = 0;
    private static final int NF_QUEUE = 3;

    private final Native os;
    private final InetAddress destination;
    private final int port;
    private final @Nullable InetAddress source;
    private final boolean answered;
    private final List<Item> unseen = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What decided.
     *
     * @param step where, null where everything accepted
     * @param rule the rule that decided, null where a policy did
     * @param ofLegacy the table that decided is one of iptables-legacy
     */
    record Decision(Ruling ruling, @Nullable Step step, @Nullable Item rule, boolean ofLegacy) {}

    /**
     * A pass.
     *
     * @param answered whether the answer to the SYN is to be followed, and judged, in its place
     */
    Pass(
            Native os,
            InetAddress destination,
            int port,
            @Nullable InetAddress source,
            boolean answered) {
        this.os = os;
        this.answered = answered;
        this.destination = destination;
        this.port = port;
        this.source = source;
    }

    /** Rules whose say the copy could not judge, of all runs. */
    List<Item> unseen() {
        return unseen;
    }

    /** Chains that the copy could not hold, of all runs. */
    List<String> notes() {
        return notes;
    }

    Decision run(RuleSet rules) throws Refused, Unable {
        try (var netlink = Netlink.open(os, Netlink.NETFILTER);
                var trace = TraceReader.open(os)) {
            var copy = new RuleCopy(netlink);
            leaveOut(rules, copy.make(rules));
            CopiedRules copied = CopiedRules.of(made(netlink), copy);
            if (copied == null) {
                throw new Unable("the copy does not match the rules");
            }
            var reader = new TraceReader();
            int fd = os.socket(SocketAddress.family(destination), Native.SOCK_STREAM, 0);
            int listener = answered ? listen() : -1;
            try {
                send(fd, trace, reader);
                Decision out = judge(reader.steps(), copied, rules);
                if (answered && out.ruling() == Ruling.ACCEPT) {
                    answer(fd, trace, reader, copied);
                    return judge(reader.answers(), copied, rules);
                }
                return out;
            } finally {
                os.close(fd);
                os.close(listener);
            }
        }
    }

    /** Where the SYN goes to this very machine, somebody has to answer it. */
    private int listen() {
        int fd = os.socket(SocketAddress.family(destination), Native.SOCK_STREAM, 0);
        Block address = os.block(SocketAddress.MAX_SIZE);
        if (os.bind(fd, address, SocketAddress.put(address, destination, port)) == 0) {
            os.listen(fd);
        }
        return fd;
    }

    private void answer(int fd, Netlink trace, TraceReader reader, CopiedRules copied)
            throws Refused, Unable {
        for (Step step : reader.steps()) {
            if (step.verdict() > NF_DROP && copied.hidesSource(step)) {
                throw new Unable("the answer comes to another address");
            }
        }
        TraceReader.Syn syn = reader.syn();
        if (syn != null && !reader.isThroughLoopback()) {
            new SynAck(os, syn).send();
        }
        await(fd, trace, reader);
        if (reader.answers().isEmpty()) {
            throw new Unable("no answer was seen");
        }
    }

    private List<Item> made(Netlink netlink) throws Refused {
        return RuleSet.rules(netlink, SocketAddress.family(destination));
    }

    private void leaveOut(RuleSet rules, Set<Item> refused) {
        for (Item item : refused.isEmpty() ? List.<Item>of() : rules.inOrder()) {
            if (!refused.contains(item)) {
                continue;
            }
            if (item.kind == RuleSet.NEWRULE) {
                unseen.add(item);
            } else if (item.kind == RuleSet.NEWCHAIN) {
                String chain = item.attributes.text(RuleSet.CHAIN_NAME);
                String family = RuleText.family(item.family);
                notes.add("chain " + family + " " + item.table() + " " + chain);
            }
        }
    }

    /** On its way out the trace is written before connect(2) returns. */
    private void send(int fd, Netlink trace, TraceReader reader) throws Unable {
        int result = connect(fd);
        trace.drain(reader);
        if (reader.syn() == null) {
            String why = result < 0 ? Dialer.errno(-result).name() : "not traced";
            throw new Unable("no packet goes out: " + why);
        }
        if (reader.isThroughLoopback()) {
            await(fd, trace, reader);
        }
    }

    private int connect(int fd) {
        Block address = os.block(SocketAddress.MAX_SIZE);
        if (source != null) {
            int bound = os.bind(fd, address, SocketAddress.put(address, source, 0));
            if (bound < 0) {
                return bound;
            }
        }
        return os.connect(fd, address, SocketAddress.put(address, destination, port));
    }

    /** What goes inwards may take a moment: until it is thrown away or the socket hears of it. */
    private void await(int fd, Netlink trace, TraceReader reader) {
        Deadline patience = Deadline.in(WAIT_MS);
        while (!reader.isStopped() && !patience.isOver()) {
            int events = os.poll(fd, POLLOUT, STEP_MS);
            trace.drain(reader);
            if (events != 0) {
                return;
            }
        }
    }

    /** A drop is final; an accept is only until the next chain; a queue asks another program. */
    private Decision judge(List<Step> steps, CopiedRules copied, RuleSet rules) {
        Decision diverted = null;
        for (Step step : steps) {
            boolean byRule = step.kind() == Kind.RULE;
            if (copied.isShadow(step) || byRule && step.verdict() == NF_QUEUE) {
                note(copied.original(step));
            } else if (step.drops()) {
                Ruling ruling = copied.rejects(step) ? Ruling.REJECT : Ruling.DROP;
                return decision(ruling, step, copied, rules);
            } else if (diverted == null && step.verdict() > NF_DROP && copied.diverts(step)) {
                diverted = decision(Ruling.DIVERT, step, copied, rules);
            }
        }
        return diverted != null ? diverted : new Decision(Ruling.ACCEPT, null, null, false);
    }

    private static Decision decision(Ruling ruling, Step step, CopiedRules copied, RuleSet rules) {
        boolean ofLegacy = false;
        for (Item table : rules.tables) {
            if (table.family == step.family() && table.table().equals(step.table())) {
                ofLegacy = table.legacy;
            }
        }
        return new Decision(ruling, step, copied.original(step), ofLegacy);
    }

    private void note(@Nullable Item rule) {
        if (rule != null && !unseen.contains(rule)) {
            unseen.add(rule);
        }
    }
}
