package org.naze.model;

import org.jspecify.annotations.Nullable;

/**
 * What a client sends for an {@code http} or {@code ws} target beyond its host: a server answers a
 * request without its token otherwise than one with it, so the masked path of a {@link Target}
 * would diagnose another request than the one that fails.
 *
 * @param path path and query as given, in origin form (RFC 9112 §3.2.1), at least {@code /}
 * @param userInfo {@code user:password} as given, still percent-encoded, or null
 */
public record RequestTarget(Secret path, @Nullable Secret userInfo) {}
