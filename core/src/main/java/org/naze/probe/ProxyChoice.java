package org.naze.probe;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.Secret;

/** Whether a client would go through a proxy to a target, and what made it so. */
public sealed interface ProxyChoice {
    /**
     * It would.
     *
     * @param credentials {@code user:password} for the proxy, still percent-encoded, or null
     */
    record Via(Fact.Proxy proxy, @Nullable Secret credentials) implements ProxyChoice {}

    /** Nothing names a proxy for this scheme. */
    record None() implements ProxyChoice {}

    /**
     * A proxy is named, and this target is excepted from it.
     *
     * @param origin {@code no_proxy}, {@code NO_PROXY} or {@code --no-proxy}
     * @param entry the entry that matched; empty for {@code --no-proxy}
     */
    record Bypassed(String origin, String entry) implements ProxyChoice {}

    /**
     * A proxy is named in a way that no client could read.
     *
     * @param origin the variable's name, or {@code --proxy}
     * @param problem a line of the targets' messages, or {@code proxy-kind}
     */
    record Unreadable(String origin, String problem) implements ProxyChoice {}

    /** The proxy that applies. */
    default Optional<Fact.Proxy> fact() {
        return this instanceof Via via ? Optional.of(via.proxy()) : Optional.empty();
    }
}
