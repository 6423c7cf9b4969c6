package org.naze.cause;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.Expected;
import org.naze.model.Fact.HostsEntry;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Purpose;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** This machine's hosts file sends the name elsewhere. */
final class HostsOverride implements Cause {
    @Override
    public String id() {
        return "hosts-override";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        List<String> used = scene.usedAddresses();
        var entry = scene.evidence().first(HostsEntry.class, e -> used.contains(e.address()));
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        String address = entry.get().address();
        Optional<Expected> expected =
                scene.evidence().first(Expected.class).filter(e -> !used.contains(e.address()));
        List<DnsAnswer> others =
                scene.dnsAnswers().stream()
                        .filter(a -> a.status() == LookupStatus.FOUND)
                        .filter(a -> a.addresses().stream().noneMatch(used::contains))
                        .filter(a -> a.addresses().stream().anyMatch(o -> sameFamily(o, address)))
                        .toList();
        boolean failed = scene.failure(c -> c.address().equals(address)).isPresent();
        if (expected.isEmpty() && (!failed || others.isEmpty())) {
            return Optional.empty();
        }
        Optional<Connect> works = scene.evidence().first(Connect.class, HostsOverride::isBetter);
        boolean proven = expected.isPresent() || allWork(scene, others);
        Verdict sure = proven && isAlone(scene) ? Verdict.CONFIRMED : Verdict.LIKELY;
        Verdict verdict = expected.isPresent() || works.isPresent() ? sure : Verdict.POSSIBLE;
        HostsEntry line = entry.get();
        HostsLines lines = HostsLines.misleading(scene, line);
        var finding =
                Finding.of(id(), verdict)
                        .with(
                                Map.of(
                                        "host", line.name(),
                                        "address", address,
                                        "file", line.file(),
                                        "line", Integer.toString(line.line()),
                                        "lines", lines.numbers()))
                        .because("entry", line);
        others.stream()
                .findFirst()
                .ifPresent(a ->
                        finding.because(
                                "dns",
                                a,
                                Map.of(
                                        "server",
                                        a.server(),
                                        "other",
                                        String.join(", ", a.addresses()))));
        works.ifPresent(c ->
                finding.because("works", c, Map.of("other", Net.endpoint(c.address(), c.port()))));
        expected.ifPresent(e -> finding.because("expected", e, Map.of("expected", e.address())));
        return Optional.of(
                finding.remedy(Where.CLIENT, "remove", lines.off(), lines.on(), true).build());
    }

    private static boolean isBetter(Connect c) {
        return c.purpose() == Purpose.ALTERNATIVE && c.errno() == Errno.OK;
    }

    /** Whether all addresses came from the hosts file. */
    private static boolean isAlone(Scene scene) {
        return scene.evidence().all(HostsEntry.class).stream()
                .map(HostsEntry::address)
                .toList()
                .containsAll(scene.usedAddresses());
    }

    /** Whether each name server was heard, and every address that this machine can use serves. */
    private static boolean allWork(Scene scene, List<DnsAnswer> others) {
        boolean heard =
                scene.nameServers().stream()
                        .allMatch(s -> others.stream().anyMatch(a -> a.server().equals(s)));
        return heard
                && scene.dnsAnswers().stream()
                        .flatMap(a -> a.addresses().stream())
                        .filter(address -> !scene.lacksFamily(address))
                        .allMatch(address ->
                                scene.evidence()
                                        .has(
                                                Connect.class,
                                                c -> isBetter(c) && c.address().equals(address)));
    }

    private static boolean sameFamily(String one, String other) {
        return Net.isSix(one) == Net.isSix(other);
    }
}
