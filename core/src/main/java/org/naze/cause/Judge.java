package org.naze.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.naze.model.Diagnosis;
import org.naze.model.Diagnosis.AddressOutcome;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Proxy;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Try;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;

/** Evidence to diagnosis: pure, and always the same for the same evidence. */
public final class Judge {
    private static final String PROXY = "local-proxy";

    private Judge() {}

    /** Judges all causes, drops those that another explains away, and ranks the rest. */
    public static Diagnosis judge(Evidence evidence) {
        var scene = new Scene(evidence);
        Outcome outcome = outcome(scene);
        boolean unsteady = Tries.areUnsteady(scene);
        boolean whole = scene.isWhole() && !unsteady;
        List<Finding> findings = new ArrayList<>();
        for (Cause cause : Causes.ALL) {
            boolean ofTheWay = cause.id().equals(PROXY) || outcome != Outcome.PROXY_FAILURE;
            cause.judge(scene)
                    .map(finding -> hedged(finding, whole && ofTheWay, unsteady))
                    .ifPresent(findings::add);
        }
        List<Finding> shown =
                findings.stream()
                        .filter(finding ->
                                findings.stream().noneMatch(other -> hides(other, finding)))
                        .sorted(
                                Comparator.comparing(Finding::verdict)
                                        .thenComparing(finding -> !finding.cause().equals(PROXY)))
                        .toList();
        var inside = Inside.of(scene);
        return new Diagnosis(
                evidence,
                outcome,
                addresses(scene),
                Way.steps(scene),
                inside.findings(shown),
                inside.checks(Checks.of(scene, shown)));
    }

    /**
     * What some addresses of the target came to proves nothing while others were not tried. Nor
     * does what lies on the direct way, where the client goes by a proxy and fails there. And what
     * would stop every connection is one step less certain where some come through.
     */
    private static Finding hedged(Finding finding, boolean proves, boolean unsteady) {
        return switch (finding.verdict()) {
            case CONFIRMED -> proves ? finding : finding.as(Verdict.LIKELY);
            case LIKELY -> unsteady ? finding.as(Verdict.POSSIBLE) : finding;
            case POSSIBLE, RULED_OUT -> finding;
        };
    }

    private static boolean hides(Finding other, Finding finding) {
        return other.verdict() == Verdict.CONFIRMED
                && finding.verdict() != Verdict.RULED_OUT
                && Causes.byId(finding.cause()).orElseThrow().hiddenBy().contains(other.cause());
    }

    private static Outcome outcome(Scene scene) {
        if (ClientFdLimit.isOut(scene)) {
            return Outcome.NO_DESCRIPTORS;
        }
        if (ClientSandbox.isSilenced(scene)) {
            return Outcome.TIMEOUT;
        }
        if (scene.evidence().first(Proxy.class).isPresent()) {
            return scene.evidence()
                            .has(
                                    Connect.class,
                                    c -> c.purpose() == Purpose.PROXY && c.errno() == Errno.OK)
                    ? Outcome.CONNECTED
                    : Outcome.PROXY_FAILURE;
        }
        Outcome best =
                Stream.concat(
                                scene.attempts().stream().map(Connect::errno),
                                scene.evidence().all(Try.class, Try::connected).stream()
                                        .map(one -> Errno.OK))
                        .map(Errno::outcome)
                        .min(Comparator.naturalOrder())
                        .orElse(Outcome.NAME_FAILURE);
        return best == Outcome.CONNECTED ? held(scene) : best;
    }

    /** An orderly end is the server's right; whether it comes too soon, a cause may say. */
    private static Outcome held(Scene scene) {
        return scene.helds().stream()
                .findFirst()
                .map(held ->
                        switch (held.ending()) {
                            case OPEN, FIN, NOT_CONNECTED -> Outcome.CONNECTED;
                            case RST -> Outcome.RESET;
                            case TIMEOUT -> Outcome.TIMEOUT;
                            case UNREACHABLE -> Outcome.UNREACHABLE;
                        })
                .orElse(Outcome.CONNECTED);
    }

    private static List<AddressOutcome> addresses(Scene scene) {
        return scene.attempts().stream()
                .filter(c -> c.port() > 0)
                .map(c ->
                        new AddressOutcome(
                                c.address(), c.errno().outcome(), (c.micros() + 500) / 1000))
                .toList();
    }
}
