package org.naze.cause;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Command;
import org.naze.model.Fact;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** No name server answers the question. */
final class DnsUnreachable implements Cause {
    private static final Set<LookupStatus> NO_WORD =
            Set.of(LookupStatus.NO_ANSWER, LookupStatus.NOT_LISTENING, LookupStatus.UNREACHABLE);
    private static final Set<LookupStatus> A_WORD =
            Set.of(LookupStatus.FOUND, LookupStatus.NXDOMAIN, LookupStatus.NODATA);

    @Override
    public String id() {
        return "dns-unreachable";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of("client-firewall", "gateway-down", "name-not-found");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        List<DnsAnswer> heard =
                scene.dnsAnswers().stream().filter(a -> !scene.isUnheard(a)).toList();
        if (!scene.nameFailed()
                || heard.isEmpty()
                || heard.stream().anyMatch(a -> A_WORD.contains(a.status()))) {
            return Optional.empty();
        }
        boolean silent = heard.stream().allMatch(a -> NO_WORD.contains(a.status()));
        boolean all = scene.eachNameServerByAllWays(a -> NO_WORD.contains(a.status()));
        Optional<Fact> unfiltered = scene.evidence().first(Fact.NoFilter.class).map(f -> f);
        Verdict verdict =
                silent && all && unfiltered.isPresent()
                        ? Verdict.CONFIRMED
                        : isStopped(scene, heard) ? Verdict.POSSIBLE : Verdict.LIKELY;
        var finding =
                Finding.of(id(), verdict)
                        .variant(silent ? "" : "failing")
                        .with(scene.targetWords());
        List<String> servers = heard.stream().map(DnsAnswer::server).distinct().toList();
        servers.forEach(server -> cite(scene, finding, heard, server));
        unfiltered.ifPresent(fact -> finding.because("unfiltered", fact));
        return Optional.of(remedies(finding, servers.getFirst()));
    }

    /** A rule on this very machine explains the silence. */
    private static boolean isStopped(Scene scene, List<DnsAnswer> answers) {
        return answers.stream().anyMatch(a -> scene.block(Net.bare(a.server())).isPresent());
    }

    private static void cite(
            Scene scene, Finding.Builder finding, List<DnsAnswer> heard, String server) {
        DnsAnswer answer =
                heard.stream().filter(a -> a.server().equals(server)).findFirst().orElseThrow();
        Optional<DnsAnswer> byTcp =
                scene.dnsAnswers().stream()
                        .filter(a -> a.server().equals(server) && isGoodByTcp(scene, a))
                        .findFirst();
        var words = Map.of("server", server);
        String key = byTcp.isPresent() ? "no-udp" : "server." + Kebab.of(answer.status());
        finding.because(key, answer, words);
        byTcp.ifPresent(a -> finding.variant("by-tcp").because("by-tcp", a, words));
    }

    private static boolean isGoodByTcp(Scene scene, DnsAnswer answer) {
        return scene.isUnheard(answer) && A_WORD.contains(answer.status());
    }

    private static Finding remedies(Finding.Builder finding, String server) {
        var ask = Command.of("naze", "tcp://" + Net.endpoint(server, 53));
        return finding.remedy(Where.DNS, "start")
                .remedy(Where.CLIENT, "configure", Command.of("cat", "/etc/resolv.conf"))
                .remedy(Where.CLIENT, "ask", ask)
                .build();
    }
}
