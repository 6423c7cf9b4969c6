package org.naze.cause;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.naze.model.Errno;
import org.naze.model.Fact.CdnListing;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * The name leads to a CDN, which passes only some ports. Never confirmed: for money most pass
 * others too, and what is closed there is for its customer to say.
 */
final class CdnInFront implements Cause {
    private static final Set<String> HTTP = Set.of("http", "https", "ws", "wss");

    @Override
    public String id() {
        return "cdn-in-front";
    }

    @Override
    public Set<String> hiddenBy() {
        return BEFORE_IT_LEAVES;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        if (scene.connected()) {
            return Optional.empty();
        }
        for (Connect c : scene.failures()) {
            var listing = listing(scene, c);
            if (isUnanswered(scene, c) && listing.isPresent()) {
                return Optional.of(finding(scene, c, listing.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean isUnanswered(Scene scene, Connect c) {
        boolean silent = c.errno().outcome() == Outcome.TIMEOUT && c.reply() == null;
        return !scene.isHere(c.address()) && (silent || Refusals.isReset(scene, c));
    }

    /** The address in a published range, or else an alias by which the name led to it. */
    private static Optional<CdnListing> listing(Scene scene, Connect c) {
        Set<String> aliases =
                scene.dnsAnswers().stream()
                        .filter(a -> a.addresses().contains(c.address()))
                        .map(DnsAnswer::aliases)
                        .flatMap(all -> all.stream())
                        .collect(Collectors.toSet());
        return listing(scene, Set.of(c.address())).or(() -> listing(scene, aliases));
    }

    private static Optional<CdnListing> listing(Scene scene, Set<String> subjects) {
        return scene.evidence().first(CdnListing.class, l -> subjects.contains(l.subject()));
    }

    private Finding finding(Scene scene, Connect c, CdnListing listing) {
        boolean closed = !listing.ports().isEmpty() && !listing.ports().contains(c.port());
        boolean isRange = listing.subject().equals(c.address());
        boolean refused = c.errno().outcome() == Outcome.REFUSED;
        var finding =
                Finding.of(id(), closed ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .variant(closed ? "" : "open")
                        .with(words(scene, c, listing))
                        .because(isRange ? "range" : "alias", listing);
        if (closed) {
            finding.because("ports", listing);
        }
        finding.because(refused ? "refused" : "silent", c);
        scene.evidence()
                .first(Connect.class, o -> isPassed(o, c, listing))
                .ifPresent(o ->
                        finding.because("passes", o, Map.of("other", Integer.toString(o.port()))));
        return remedies(scene, closed, finding);
    }

    /** Another port of the same address, which the CDN passes. */
    private static boolean isPassed(Connect other, Connect c, CdnListing listing) {
        return other.errno() == Errno.OK
                && other.address().equals(c.address())
                && listing.ports().contains(other.port());
    }

    private static Finding remedies(Scene scene, boolean closed, Finding.Builder finding) {
        boolean http = HTTP.contains(scene.target().scheme());
        if (closed && http) {
            finding.remedy(Where.SERVER, "passed-port");
        }
        finding.remedy(Where.DNS, "direct-name");
        if (!http) {
            finding.remedy(Where.CLOUD, "other-protocols");
        }
        return finding.remedy(Where.CLIENT, "own-address").build();
    }

    private static Map<String, String> words(Scene scene, Connect c, CdnListing listing) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("operator", listing.operator());
        words.put("subject", listing.subject());
        words.put("entry", listing.entry());
        words.put("source", listing.source());
        words.put("date", listing.asOf());
        words.put(
                "ports",
                listing.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        return words;
    }
}
