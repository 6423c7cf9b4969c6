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
        List<DnsAnswer> answers = scene.dnsAnswers();
        if (!scene.nameFailed()
                || answers.isEmpty()
                || answers.stream().anyMatch(a -> A_WORD.contains(a.status()))) {
            return Optional.empty();
        }
        boolean silent = answers.stream().allMatch(a -> NO_WORD.contains(a.status()));
        boolean all = scene.eachNameServerByAllWays(a -> NO_WORD.contains(a.status()));
        Optional<Fact> unfiltered = scene.evidence().first(Fact.NoFilter.class).map(f -> f);
        boolean proven = silent && all && unfiltered.isPresent();
        Verdict verdict = proven ? Verdict.CONFIRMED : Verdict.LIKELY;
        var finding =
                Finding.of(id(), verdict)
                        .variant(silent ? "" : "failing")
                        .with(scene.targetWords());
        for (String server : answers.stream().map(DnsAnswer::server).distinct().toList()) {
            DnsAnswer answer =
                    answers.stream()
                            .filter(a -> a.server().equals(server))
                            .findFirst()
                            .orElseThrow();
            finding.because(
                    "server." + org.naze.model.Kebab.of(answer.status()),
                    answer,
                    Map.of("server", server));
        }
        unfiltered.ifPresent(fact -> finding.because("unfiltered", fact));
        String server = answers.getFirst().server();
        return Optional.of(
                finding.remedy(Where.DNS, "start")
                        .remedy(Where.CLIENT, "configure", Command.of("cat", "/etc/resolv.conf"))
                        .remedy(
                                Where.CLIENT,
                                "ask",
                                Command.of("naze", "tcp://" + Net.endpoint(Net.bare(server), 53)))
                        .build());
    }
}
