package org.naze.cause;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.NearName;
import org.naze.model.Fact.SystemLookup;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The name does not exist, or exists without an address. */
final class NameNotFound implements Cause {
    private static final int PROPOSED_AT_MOST = 3;

    @Override
    public String id() {
        return "name-not-found";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        if (!scene.nameFailed()) {
            return Optional.empty();
        }
        List<DnsAnswer> answers = scene.dnsAnswers();
        boolean found = answers.stream().anyMatch(a -> a.status() == LookupStatus.FOUND);
        var missing = answers.stream().filter(a -> a.status() == LookupStatus.NXDOMAIN).toList();
        var empty = answers.stream().filter(a -> a.status() == LookupStatus.NODATA).toList();
        if (missing.isEmpty() && empty.isEmpty()) {
            return Optional.empty();
        }
        var telling = empty.isEmpty() ? missing : empty;
        boolean all =
                answers.stream().allMatch(a -> a.status() == LookupStatus.NXDOMAIN)
                        && scene.eachNameServer(a -> a.status() == LookupStatus.NXDOMAIN);
        Verdict verdict = found ? Verdict.POSSIBLE : all ? Verdict.CONFIRMED : Verdict.LIKELY;
        var finding =
                Finding.of(id(), verdict)
                        .variant(empty.isEmpty() ? "" : "nodata")
                        .with(scene.targetWords());
        telling.stream()
                .map(DnsAnswer::server)
                .distinct()
                .forEach(server -> sayWhat(finding, server, telling));
        scene.evidence()
                .first(SystemLookup.class)
                .ifPresent(lookup -> finding.because("system", lookup));
        answers.stream()
                .filter(a -> a.status() == LookupStatus.FOUND)
                .findFirst()
                .ifPresent(a -> finding.against("found", a, Map.of("server", a.server())));
        propose(scene, finding);
        return Optional.of(
                finding.with(scene.targetWords())
                        .remedy(Where.CLIENT, "spelling")
                        .remedy(Where.DNS, "record")
                        .remedy(
                                Where.CLIENT,
                                "look",
                                Command.of("getent", "ahosts", scene.target().host()))
                        .build());
    }

    /**
     * What was probably meant. Not among the clues: that another name exists proves nothing of this
     * one.
     */
    private static void propose(Scene scene, Finding.Builder finding) {
        scene.evidence().all(NearName.class, NameNotFound::isReal).stream()
                .limit(PROPOSED_AT_MOST)
                .forEach(near ->
                        finding.with(words(near))
                                .remedy(
                                        Where.CLIENT,
                                        near.sibling() == null ? "near-in-file" : "near",
                                        Command.of(
                                                "naze", Net.renamed(scene.target(), near.name()))));
    }

    /** A server that has an address for a name made up at random has one for every name. */
    private static boolean isReal(NearName near) {
        return near.sibling() == null
                || near.siblingStatus() == LookupStatus.NXDOMAIN
                || near.siblingStatus() == LookupStatus.NODATA;
    }

    private static Map<String, String> words(NearName near) {
        return Map.of(
                "near", near.name(),
                "source", near.source(),
                "addresses", String.join(", ", near.addresses()));
    }

    private static boolean isFrom(DnsAnswer answer, String server) {
        return answer.server().equals(server) && answer.type().equals("A");
    }

    private static void sayWhat(Finding.Builder finding, String server, List<DnsAnswer> telling) {
        DnsAnswer answer =
                telling.stream()
                        .filter(a -> isFrom(a, server))
                        .findFirst()
                        .orElseGet(telling::getFirst);
        String key = answer.status() == LookupStatus.NXDOMAIN ? "nxdomain" : "nodata";
        finding.because(key, answer, Map.of("server", server, "name", answer.name()));
    }
}
