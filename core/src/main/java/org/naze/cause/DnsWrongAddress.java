package org.naze.cause;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.Expected;
import org.naze.model.Fact.HostsEntry;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.SystemLookup;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The name leads to another machine than the server, or its name servers disagree. */
final class DnsWrongAddress implements Cause {
    @Override
    public String id() {
        return "dns-wrong-address";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of("hosts-override");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        List<String> used = scene.usedAddresses();
        var expected = scene.evidence().first(Expected.class);
        if (expected.isPresent() && !used.isEmpty()) {
            return unexpected(scene, used, expected.get());
        }
        boolean byHosts = scene.evidence().has(HostsEntry.class, e -> used.contains(e.address()));
        return byHosts || scene.connected() ? Optional.empty() : disagreement(scene, used);
    }

    private Optional<Finding> unexpected(Scene scene, List<String> used, Expected expected) {
        var lookup = scene.evidence().first(SystemLookup.class);
        if (lookup.isEmpty()) {
            return Optional.empty();
        }
        var words =
                Map.of(
                        "host", scene.target().host(),
                        "addresses", String.join(", ", used),
                        "expected", expected.address());
        if (used.contains(expected.address())) {
            return Optional.of(
                    Finding.of(id(), Verdict.RULED_OUT)
                            .with(words)
                            .against("as-expected", lookup.get())
                            .build());
        }
        var finding =
                Finding.of(id(), Verdict.CONFIRMED)
                        .with(words)
                        .because("leads", lookup.get())
                        .because("expected", expected);
        scene.dnsAnswers().stream()
                .filter(a -> a.addresses().contains(expected.address()))
                .findFirst()
                .ifPresent(a -> finding.because("right-server", a, Map.of("server", a.server())));
        return Optional.of(
                finding.remedy(Where.DNS, "record").remedy(Where.CLIENT, "cache").build());
    }

    /** Some name server gives other addresses than those that were tried, or the only ones. */
    private Optional<Finding> disagreement(Scene scene, List<String> used) {
        var other =
                scene.dnsAnswers().stream()
                        .filter(a -> a.status() == LookupStatus.FOUND)
                        .filter(a -> a.addresses().stream().noneMatch(used::contains))
                        .filter(a ->
                                used.isEmpty() || used.stream().anyMatch(u -> sameFamily(u, a)))
                        .findFirst();
        var first =
                other.flatMap(o ->
                        scene.dnsAnswers().stream()
                                .filter(a ->
                                        !a.server().equals(o.server()) && a.type().equals(o.type()))
                                .filter(a ->
                                        used.isEmpty()
                                                ? a.status() == LookupStatus.NXDOMAIN
                                                        || a.status() == LookupStatus.NODATA
                                                : a.addresses().stream().anyMatch(used::contains))
                                .findFirst());
        if (other.isEmpty() || first.isEmpty()) {
            return Optional.empty();
        }
        Optional<Connect> works =
                scene.evidence()
                        .first(
                                Connect.class,
                                c -> c.purpose() == Purpose.ALTERNATIVE && c.errno() == Errno.OK);
        boolean speaks = works.isPresent() || used.isEmpty();
        var finding =
                Finding.of(id(), speaks ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .variant("disagree")
                        .with(
                                Map.of(
                                        "host", scene.target().host(),
                                        "server", first.get().server(),
                                        "addresses", used.isEmpty() ? "-" : String.join(", ", used),
                                        "other", other.get().server(),
                                        "others", String.join(", ", other.get().addresses())))
                        .because(used.isEmpty() ? "says-none" : "says", first.get())
                        .because("other-says", other.get());
        works.ifPresent(c ->
                finding.because("works", c, Map.of("at", Net.endpoint(c.address(), c.port()))));
        return Optional.of(
                finding.remedy(Where.DNS, "agree").remedy(Where.CLIENT, "cache").build());
    }

    private static boolean sameFamily(String address, DnsAnswer answer) {
        return Net.isSix(address) == answer.type().equals("AAAA");
    }
}
