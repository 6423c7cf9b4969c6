package org.naze.cause;

import java.util.Objects;
import java.util.Optional;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Echo;
import org.naze.model.Fact.Reply;

/** Who refused: what a reset's origin tells. */
final class Refusals {
    /** Common initial hop limits; an echo reply may have started from another than a reset. */
    private static final int SAME_START = 32;

    private Refusals() {}

    /**
     * A refusal by a reset, as far as can be seen: no ICMP error, not this machine's own filter.
     */
    static boolean isReset(Scene scene, Connect c) {
        return c.errno() == Errno.ECONNREFUSED
                && c.icmp() == null
                && !scene.isUdp()
                && !scene.isFromOwnFilter(c)
                && scene.block(c.address()).isEmpty();
    }

    /** A fact with the hop limit of an answer that the host itself gave elsewhere. */
    record OtherTtl(int ttl, Fact fact) {}

    /**
     * Another answer of the same address whose hop limit differs from this reset's: somebody else
     * answered one of them. Empty where they agree or can't be compared.
     */
    static Optional<OtherTtl> differing(Scene scene, Connect c) {
        Reply reply = c.reply();
        if (reply == null || scene.isHere(c.address())) {
            return Optional.empty();
        }
        return otherAnswer(scene, c)
                .filter(o ->
                        o.ttl() != reply.ttl() && Math.abs(o.ttl() - reply.ttl()) < SAME_START);
    }

    /** Whether the sender was seen, and the host gave another answer to hold that against. */
    static boolean hasOther(Scene scene, Connect c) {
        return c.reply() != null && otherAnswer(scene, c).isPresent();
    }

    /**
     * The echo reply is the host's own where an open port may be passed on to a machine behind it;
     * whatever agrees with the reset shows that it is the host's.
     */
    private static Optional<OtherTtl> otherAnswer(Scene scene, Connect c) {
        Optional<OtherTtl> open = answers(scene, c, Errno.OK);
        Optional<OtherTtl> echo = echo(scene, c);
        int ttl = Objects.requireNonNull(c.reply()).ttl();
        return open.filter(o -> o.ttl() == ttl)
                .or(() -> echo)
                .or(() -> open)
                .or(() -> answers(scene, c, Errno.ECONNREFUSED));
    }

    private static Optional<OtherTtl> echo(Scene scene, Connect c) {
        return scene.evidence()
                .first(
                        Echo.class,
                        e -> e.address().equals(c.address()) && e.answered() && e.ttl() != null)
                .flatMap(e -> Optional.ofNullable(e.ttl()).map(ttl -> new OtherTtl(ttl, e)));
    }

    private static Optional<OtherTtl> answers(Scene scene, Connect c, Errno errno) {
        for (Connect other : scene.evidence().all(Connect.class)) {
            Reply reply = other.reply();
            if (!other.equals(c)
                    && other.port() != c.port()
                    && other.address().equals(c.address())
                    && other.errno() == errno
                    && reply != null) {
                return Optional.of(new OtherTtl(reply.ttl(), other));
            }
        }
        return Optional.empty();
    }
}
