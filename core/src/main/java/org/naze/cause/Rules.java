package org.naze.cause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.naze.model.Command;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * The words and commands about a packet filter's rule. What mends it opens the one flow, at the
 * head of the very chain that stopped it (an accept there ends that base chain: nft(8), VERDICT
 * STATEMENTS), and can be taken back by its comment.
 */
final class Rules {
    /**
     * What nft reads as a name without quotes. The kernel takes others too, but in a command they
     * could mean anything.
     */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_.][A-Za-z0-9_./-]*");

    private static final Pattern XTABLES = Pattern.compile("ip6?tables(-legacy|-nft)?");

    /** What the rehearsal names besides rules: traffic control, XDP, programs of control groups. */
    private static final Pattern PROGRAM = Pattern.compile("^(tc|xdp|cgroup program) ");

    /** The address to which NAT sends, IPv4 or IPv6 in brackets: nft's words, and iptables'. */
    private static final Pattern TO =
            Pattern.compile(
                    "(?:dnat (?:ip6? )?to|--to-destination) "
                            + "\\[?([0-9]+(?:\\.[0-9]+){3}|[0-9a-f]*:[0-9a-f:.]+)");

    private Rules() {}

    static Map<String, String> words(FilterRuling ruling) {
        var words = new HashMap<String, String>();
        words.put("rule", Objects.requireNonNullElse(ruling.rule(), "-"));
        words.put("chain", ruling.table() == null ? "-" : chain(ruling));
        words.put("tool", Objects.requireNonNullElse(ruling.tool(), "nft"));
        words.put("handle", ruling.handle() == null ? "-" : ruling.handle().toString());
        words.put("ruling", org.naze.model.Kebab.of(ruling.ruling()));
        return words;
    }

    static String chain(FilterRuling ruling) {
        return ruling.family() + " " + ruling.table() + " " + ruling.chain();
    }

    /**
     * How certain a ruling makes it. Certain where the connect came to what the ruling does:
     * silence for a drop; for a rejection no silence, and no answer from outside. Less where a rule
     * before it may have let this very program pass, which a copy can't tell.
     */
    private static Verdict verdict(Scene scene, FilterRuling ruling, Connect c) {
        boolean silent = c.errno().outcome() == Outcome.TIMEOUT;
        boolean fits =
                switch (ruling.ruling()) {
                    case DROP -> silent && isAnswer(ruling) == (c.reply() != null);
                    case REJECT -> !silent && !isAnsweredFromOutside(scene, c);
                    case DIVERT -> isToItself(scene, ruling) && !scene.isHere(c.address());
                    case ACCEPT -> false;
                };
        return fits && ruling.unseen().stream().noneMatch(Rules::mayDecide)
                ? Verdict.CONFIRMED
                : Verdict.LIKELY;
    }

    /**
     * Certain only where each failure is: what the first address came to is no proof of why the
     * others fail.
     *
     * @param which the rulings that count
     */
    static Verdict verdict(Scene scene, Predicate<FilterRuling> which) {
        return scene.failures().stream()
                        .allMatch(c ->
                                scene.block(c.address())
                                        .filter(which)
                                        .filter(r -> verdict(scene, r, c) == Verdict.CONFIRMED)
                                        .isPresent())
                ? Verdict.CONFIRMED
                : Verdict.LIKELY;
    }

    /**
     * Sent to this very machine, where it then fails. Other diversions (a container's published
     * port, a cluster's service address) are meant, and what they lead to may be what is at fault.
     */
    private static boolean isToItself(Scene scene, FilterRuling ruling) {
        String rule = Objects.requireNonNullElse(ruling.rule(), "").toLowerCase(Locale.ROOT);
        Matcher to = TO.matcher(rule);
        return rule.contains("redirect") || to.find() && scene.isHere(to.group(1));
    }

    /** The ruling is about what comes back, not about what goes out. */
    static boolean isAnswer(FilterRuling ruling) {
        return "answer".equals(ruling.hook());
    }

    private static boolean isAnsweredFromOutside(Scene scene, Connect c) {
        boolean reset = c.reply() != null && !"lo".equals(c.reply().device());
        return reset || c.icmp() != null && !scene.isHere(c.icmp().from());
    }

    /**
     * Programs outside the rules only take packets away; a rule that was not seen may let them
     * pass.
     */
    private static boolean mayDecide(String unseen) {
        return !PROGRAM.matcher(unseen).find();
    }

    static Command list() {
        return Command.asRoot("nft", "list", "ruleset");
    }

    /** Adds the remedy that lets this one flow pass where the ruling stops it. */
    static void remedy(
            Finding.Builder finding, Where where, String key, FilterRuling ruling, Connect c) {
        boolean xt = ruling.tool() != null && XTABLES.matcher(ruling.tool()).matches();
        boolean named = isName(ruling.table()) && isName(ruling.chain());
        if (!named || !xt && !isName(ruling.family())) {
            finding.remedy(where, "list", list());
            return;
        }
        if (xt) {
            finding.remedy(where, key, tables("-I", ruling, c), tables("-D", ruling, c), false);
        } else {
            finding.remedy(where, key, insert(ruling, c), delete(ruling, c), false);
        }
    }

    private static boolean isInput(FilterRuling ruling) {
        return "input".equals(ruling.hook());
    }

    private static boolean isName(@Nullable String text) {
        return text != null && NAME.matcher(text).matches();
    }

    private static Command tables(String action, FilterRuling ruling, Connect c) {
        var words = new ArrayList<String>();
        words.add(Objects.requireNonNull(ruling.tool()));
        if (!"filter".equals(ruling.table())) {
            words.addAll(List.of("-t", Objects.requireNonNull(ruling.table())));
        }
        words.addAll(List.of(action, Objects.requireNonNull(ruling.chain())));
        if (!isInput(ruling)) {
            words.addAll(List.of(isAnswer(ruling) ? "-s" : "-d", Net.bare(c.address())));
        }
        String port = isAnswer(ruling) ? "--sport" : "--dport";
        words.addAll(List.of("-p", "tcp", port, Integer.toString(c.port()), "-j", "ACCEPT"));
        return new Command(true, words);
    }

    private static Command insert(FilterRuling ruling, Connect c) {
        var words =
                new ArrayList<>(
                        List.of(
                                "nft",
                                "insert",
                                "rule",
                                Objects.requireNonNull(ruling.family()),
                                Objects.requireNonNull(ruling.table()),
                                Objects.requireNonNull(ruling.chain())));
        if (!isInput(ruling)) {
            String address = isAnswer(ruling) ? "saddr" : "daddr";
            String family = Net.isSix(c.address()) ? "ip6" : "ip";
            words.addAll(List.of(family, address, Net.bare(c.address())));
        }
        words.addAll(
                List.of(
                        "tcp",
                        isAnswer(ruling) ? "sport" : "dport",
                        Integer.toString(c.port()),
                        "accept",
                        "comment",
                        comment(c)));
        return new Command(true, words);
    }

    /** The comment carries its own double quotes: nft's grammar wants them, not the shell's. */
    private static String comment(Connect c) {
        return "\"naze-" + c.port() + "\"";
    }

    private static Command delete(FilterRuling ruling, Connect c) {
        String chain = chain(ruling);
        return Command.asRoot(
                "sh",
                "-c",
                "nft delete rule "
                        + chain
                        + " handle $(nft -a list chain "
                        + chain
                        + " | sed -n \"s/.*naze-"
                        + c.port()
                        + ".*# handle //p\" | head -1)");
    }
}
