package org.naze.cause;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Reply;
import org.naze.model.Fact.Ruling;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The client's own packet filter stops the connection, or sends it elsewhere. */
final class ClientFirewall implements Cause {
    @Override
    public String id() {
        return "client-firewall";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        for (Connect c : scene.failures()) {
            var block =
                    scene.block(c.address())
                            .filter(ClientFirewall::isOutgoing)
                            .filter(r -> Rules.isAnswer(r) || scene.left(c.address()).isEmpty());
            if (block.isPresent()) {
                return Optional.of(ruled(scene, c, block.get()));
            }
        }
        return nameServer(scene)
                .or(() -> unsent(scene))
                .or(() -> answerLost(scene))
                .or(() -> answeredByItself(scene))
                .or(() -> heldBack(scene))
                .or(() -> unseen(scene))
                .or(() -> clean(scene));
    }

    private static boolean isOutgoing(FilterRuling ruling) {
        return !"input".equals(ruling.hook());
    }

    private Finding ruled(Scene scene, Connect c, FilterRuling ruling) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.putAll(Rules.words(ruling));
        var finding =
                Finding.of(id(), Rules.verdict(scene, ClientFirewall::isOutgoing))
                        .variant(ruling.ruling() == Ruling.DIVERT ? "divert" : "rule")
                        .with(words)
                        .because(ruling.ruling() == Ruling.DIVERT ? "diverts" : "rule", ruling)
                        .because("failed", c);
        if (Rules.isAnswer(ruling)) {
            finding.variant("answer-rule");
        }
        Rules.remedy(finding, Where.CLIENT, "allow", ruling, c);
        return finding.build();
    }

    /** A rule stops the questions to a name server, so that there is no address to go to. */
    private Optional<Finding> nameServer(Scene scene) {
        return !scene.nameFailed()
                ? Optional.empty()
                : scene.dnsAnswers().stream()
                        .map(a -> Net.bare(a.server()))
                        .flatMap(server -> scene.block(server).stream())
                        .filter(ClientFirewall::isOutgoing)
                        .findFirst()
                        .map(ruling -> nameServer(scene, ruling));
    }

    private Finding nameServer(Scene scene, FilterRuling ruling) {
        var words = new HashMap<>(scene.targetWords());
        words.putAll(Rules.words(ruling));
        words.put("address", ruling.address());
        words.put("at", Net.endpoint(ruling.address(), ruling.port()));
        return Finding.of(id(), Verdict.LIKELY)
                .variant("name-server")
                .with(words)
                .because("rule", ruling)
                .remedy(Where.CLIENT, "list", Rules.list())
                .build();
    }

    /** Of a datagram that the filter throws away the kernel tells the program (send(2), EPERM). */
    private Optional<Finding> unsent(Scene scene) {
        return scene.failure(c -> scene.isUdp() && c.errno() == Errno.EPERM)
                .map(c ->
                        Finding.of(id(), Verdict.LIKELY)
                                .variant("unsent")
                                .with(scene.wordsFor(c))
                                .because("failed", c)
                                .remedy(Where.CLIENT, "list", Rules.list())
                                .build());
    }

    /**
     * The answer came in on the wire, and the program never got it: something here threw it away.
     */
    private Optional<Finding> answerLost(Scene scene) {
        return scene.failure(c -> c.errno().outcome() == Outcome.TIMEOUT && c.reply() != null)
                .map(c -> {
                    Reply reply = Objects.requireNonNull(c.reply());
                    var words = new HashMap<>(scene.wordsFor(c));
                    words.put("answer", reply.kind().equals("rst") ? "RST" : "SYN-ACK");
                    words.put("device", String.valueOf(reply.device()));
                    return Finding.of(id(), Verdict.LIKELY)
                            .variant("answer-lost")
                            .with(words)
                            .because("answer-lost", c)
                            .remedy(Where.CLIENT, "let-answers", Rules.list())
                            .build();
                });
    }

    /** An answer in the other machine's name that never left this one. */
    private Optional<Finding> answeredByItself(Scene scene) {
        return scene.failure(scene::isFromOwnFilter)
                .map(c -> {
                    var words = new HashMap<>(scene.wordsFor(c));
                    words.put("from", c.icmp() == null ? "lo" : c.icmp().from());
                    words.put("icmp", c.icmp() == null ? "" : Net.name(c.icmp()));
                    return Finding.of(id(), Verdict.LIKELY)
                            .variant("itself")
                            .with(words)
                            .because(c.icmp() == null ? "reset-by-itself" : "icmp-by-itself", c)
                            .remedy(Where.CLIENT, "list", Rules.list())
                            .build();
                });
    }

    /**
     * Nothing leaves: there is more than packet filters that stop or divert (tc(8), ip-rule(8)).
     */
    private Optional<Finding> heldBack(Scene scene) {
        return scene.failure(c -> isSilent(c) && scene.heldBack(c.address()).isPresent())
                .map(c -> {
                    var hop = scene.nextHop(c.address()).orElseThrow();
                    return Finding.of(id(), Verdict.LIKELY)
                            .variant("held")
                            .with(scene.wordsFor(c))
                            .because("held", scene.heldBack(c.address()).orElseThrow())
                            .because(
                                    "next-hop",
                                    hop,
                                    Map.of("hop", hop.address(), "state", hop.state().name()))
                            .because("silent", c)
                            .remedy(Where.CLIENT, "list", Rules.list())
                            .remedy(Where.CLIENT, "see-policy", IpTool.policy(c.address()))
                            .build();
                });
    }

    /** Silence or a refusal, and the filter could not be looked at. */
    private Optional<Finding> unseen(Scene scene) {
        var closed =
                scene.evidence()
                        .first(
                                Fact.Unchecked.class,
                                u ->
                                        u.question().equals("filter")
                                                && u.reason() != Reason.UNSUPPORTED);
        return scene.failure(c -> isUnseen(scene, c) && scene.left(c.address()).isEmpty())
                .filter(c -> closed.isPresent())
                .map(c ->
                        Finding.of(id(), Verdict.POSSIBLE)
                                .variant("unseen")
                                .with(scene.wordsFor(c))
                                .because(
                                        c.errno().outcome() == Outcome.TIMEOUT
                                                ? "silent"
                                                : "failed",
                                        c)
                                .remedy(Where.CLIENT, "list", Rules.list())
                                .build());
    }

    /** Silence, or a refusal of which nobody saw where it came from. */
    private static boolean isUnseen(Scene scene, Connect c) {
        boolean refused = Refusals.isReset(scene, c) && c.reply() == null && c.port() > 0;
        return (refused || isSilent(c)) && !scene.isHere(c.address());
    }

    private static boolean isSilent(Connect c) {
        return c.errno().outcome() == Outcome.TIMEOUT && c.reply() == null;
    }

    private Optional<Finding> clean(Scene scene) {
        return gone(scene)
                .or(() ->
                        scene.failures().stream()
                                .flatMap(c -> scene.filterClean(c.address()).stream())
                                .findFirst()
                                .map(fact ->
                                        Finding.of(id(), Verdict.RULED_OUT)
                                                .with(scene.targetWords())
                                                .against(
                                                        fact instanceof FilterRuling
                                                                ? "accepts"
                                                                : "none",
                                                        fact)
                                                .build()));
    }

    /** It was seen to leave, and who sees that would have seen an answer, too. */
    private Optional<Finding> gone(Scene scene) {
        return scene.failure(c -> isSilent(c) && scene.left(c.address()).isPresent())
                .map(c -> {
                    var left = scene.left(c.address()).orElseThrow();
                    var device = Map.of("device", String.valueOf(left.device()));
                    return Finding.of(id(), Verdict.RULED_OUT)
                            .with(scene.wordsFor(c))
                            .against("left", left, device)
                            .build();
                });
    }
}
