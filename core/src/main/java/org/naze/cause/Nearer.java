package org.naze.cause;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.naze.cause.Trail.Mark;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Reply;
import org.naze.model.Finding;

/**
 * What shows that a refusal comes from before the host: a reset with more hop limit left than the
 * host's own answers, or one that a packet drew which could not get as far as the host.
 *
 * @param limit the smallest hop limit that drew the refusal, in place of a comparison of what
 *     answers had left
 */
record Nearer(Connect refused, Optional<Refusals.OtherTtl> host, Optional<Limit> limit) {
    /** What answers start with (RFC 1700; Linux, Windows, routers; old systems). */
    private static final List<Integer> STARTS = List.of(32, 64, 128, 255);

    /**
     * A packet that drew the refusal, and a datagram of the same hop limit that expired.
     *
     * @param proven the answer came over fewer hops than the packet that drew it could go: its
     *     sender forwards what it refuses, as no machine does to which the port is diverted
     */
    record Limit(Mark drawn, Mark passed, boolean proven) {}

    /** What shows it of a refusal; empty where nothing does. */
    static Optional<Nearer> of(Scene scene, Connect c) {
        if (!Refusals.isReset(scene, c) || scene.isHere(c.address()) || c.port() == 0) {
            return Optional.empty();
        }
        var nearer = new Nearer(c, host(scene, c), limit(scene, c));
        return nearer.host.isPresent() || nearer.limit.isPresent()
                ? Optional.of(nearer)
                : Optional.empty();
    }

    private static Optional<Refusals.OtherTtl> host(Scene scene, Connect c) {
        return Refusals.differing(scene, c)
                .filter(other -> Objects.requireNonNull(c.reply()).ttl() > other.ttl());
    }

    private static Optional<Limit> limit(Scene scene, Connect c) {
        Trail trail = Trail.of(scene, c);
        return trail.drawn()
                .filter(drawn -> !mayBeOwn(scene, c, drawn))
                .flatMap(drawn ->
                        trail.passed(drawn.limit())
                                .map(passed ->
                                        new Limit(drawn, passed, isProven(trail, c, drawn))));
    }

    /** The first hop's answer looks like one of this machine's own filter where that is unseen. */
    private static boolean mayBeOwn(Scene scene, Connect c, Mark drawn) {
        return drawn.limit() == 1 && c.reply() == null && scene.filterClean(c.address()).isEmpty();
    }

    private static boolean isProven(Trail trail, Connect c, Mark drawn) {
        Reply reply = c.reply();
        boolean smallest = trail.tcp().stream().anyMatch(m -> m.limit() == drawn.limit() - 1);
        boolean farther = trail.arrival().filter(a -> a.limit() > drawn.limit()).isPresent();
        return reply != null && smallest && farther && distance(reply.ttl()) < drawn.limit();
    }

    /** Over how many hops an answer came, that of its sender counted. */
    static int distance(int ttl) {
        return STARTS.stream()
                .filter(start -> start >= ttl)
                .findFirst()
                .map(start -> start - ttl + 1)
                .orElse(Integer.MAX_VALUE);
    }

    boolean isProven() {
        return limit.filter(Limit::proven).isPresent();
    }

    /** The smallest hop limit that drew the refusal, 0 where that is not what shows it. */
    int smallest() {
        return limit.map(l -> l.drawn.limit()).orElse(0);
    }

    /** Cites it: a proof by what proves it, else by all there is. */
    static Finding.Builder cite(Finding.Builder finding, Nearer nearer) {
        nearer.limit.ifPresent(limit -> cite(finding, limit));
        if (nearer.isProven()) {
            finding.because("came-over", nearer.refused, words(nearer));
        } else {
            nearer.host.ifPresent(other -> {
                finding.because("nearer", nearer.refused, words(nearer));
                finding.because(
                        "host-ttl", other.fact(), Map.of("other", Integer.toString(other.ttl())));
            });
        }
        return finding;
    }

    private static void cite(Finding.Builder finding, Limit limit) {
        var words =
                Map.of(
                        "limit", Integer.toString(limit.drawn.limit()),
                        "router", limit.passed.router().orElse("-"));
        finding.because("drawn", limit.drawn.fact(), words);
        finding.because("passed", limit.passed.fact(), words);
    }

    private static Map<String, String> words(Nearer nearer) {
        int ttl = Objects.requireNonNull(nearer.refused.reply()).ttl();
        return Map.of("ttl", Integer.toString(ttl));
    }
}
