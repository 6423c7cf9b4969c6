package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;
import org.naze.linux.Pass.Decision;
import org.naze.linux.Rehearsal.Outcome;
import org.naze.linux.TraceReader.Step;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Ruling;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;
import org.naze.probe.Deadline;

/** What this machine's own packet filter does with a SYN. */
final class Filter {
    private static final long MAX_MS = 2000;
    private static final int MAX_UNSEEN = 10;
    private static final String NO_TABLES = "no nft table and no iptables table";

    private final InetAddress destination;
    private final int port;
    private final @Nullable InetAddress source;
    private final boolean answered;
    private final Deadline deadline = Deadline.in(MAX_MS);

    /**
     * A question.
     *
     * @param answered whether it is about the answer to the SYN, not the SYN itself
     */
    Filter(InetAddress destination, int port, @Nullable InetAddress source, boolean answered) {
        this.answered = answered;
        this.destination = destination;
        this.port = port;
        this.source = source;
    }

    /** Nothing where there are no tables; else the outcome of a rehearsal. */
    Answer<Fact> ask(Native os) {
        boolean none;
        try (Netlink netlink = Netlink.open(os, Netlink.NETFILTER)) {
            none = RuleSet.tables(netlink).isEmpty();
        } catch (Refused e) {
            return e.errno == Native.EPERM
                    ? Answer.none(Reason.NOT_PERMITTED, "CAP_NET_ADMIN")
                    : Answer.none(Reason.FAILED, "NFT_MSG_GETTABLE errno " + e.errno);
        }
        int family = SocketAddress.family(destination);
        int otherFamily = family == Native.AF_INET ? Native.AF_INET6 : Native.AF_INET;
        if (LegacyTables.areHidden(family)) {
            return Answer.none(Reason.NOT_PERMITTED, "CAP_DAC_OVERRIDE");
        }
        if (!none || LegacyTables.exist(family)) {
            return rehearse();
        }
        return LegacyTables.exist(otherFamily)
                ? Answer.of(ruling(Ruling.ACCEPT, List.of()))
                : Answer.of(new Fact.NoFilter(NO_TABLES));
    }

    private Answer<Fact> rehearse() {
        var rehearsal = new Rehearsal(destination, port, source, answered, deadline);
        // A thread of its own: it leaves this network namespace and never comes back.
        Thread thread = Thread.ofPlatform().daemon().name("naze-rehearsal").start(rehearsal);
        try {
            thread.join(deadline.leftMs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Outcome outcome = rehearsal.outcome();
        if (outcome == null) {
            return Answer.none(Reason.TIME, "rehearsal");
        }
        return outcome.unable() != null
                ? Answer.none(outcome.unable().reason, outcome.unable().detail)
                : Answer.of(ruling(outcome));
    }

    private Fact ruling(Ruling ruling, List<String> unseen) {
        String address = Addresses.text(destination);
        return new Fact.FilterRuling(
                address, port, ruling, null, null, null, null, null, null, null, unseen);
    }

    private Fact ruling(Outcome outcome) {
        var text = new RuleText(outcome.rules(), outcome.legacy(), deadline);
        List<String> unseen = unseen(outcome, text);
        Decision decision = outcome.decision();
        Step step = decision.step();
        Item rule = decision.rule();
        if (step == null) {
            return ruling(decision.ruling(), unseen);
        }
        return new Fact.FilterRuling(
                Addresses.text(destination),
                port,
                decision.ruling(),
                answered ? "answer" : step.incoming() ? "input" : "output",
                text.tool(decision.ofLegacy(), step.family(), step.table()),
                RuleText.family(step.family()),
                step.table(),
                step.chain(),
                rule == null || rule.legacy ? null : (int) rule.handle(),
                rule == null ? "policy drop" : text.of(rule),
                unseen);
    }

    private static List<String> unseen(Outcome outcome, RuleText text) {
        var unseen = new ArrayList<String>(outcome.notes());
        for (Item rule : outcome.unseen()) {
            if (unseen.size() == MAX_UNSEEN) {
                unseen.add("…");
                break;
            }
            String words = text.of(rule);
            unseen.add(words != null ? words : place(rule));
        }
        return List.copyOf(unseen);
    }

    /** Where a rule stands, if there is no tool to tell what it says. */
    private static String place(Item rule) {
        String family = RuleText.family(rule.family);
        return family + " " + rule.table() + " " + rule.chain() + " handle " + rule.handle();
    }
}
