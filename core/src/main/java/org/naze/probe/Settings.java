package org.naze.probe;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to probe.
 *
 * @param timeoutMs the longest wait for one connection attempt, milliseconds
 * @param source the local address to connect from, numeric, or null
 * @param expected the server's true address, numeric, or null
 * @param scan whether other ports of the target host may be touched
 * @param proxy a proxy's URL to use in place of the environment's, or null
 * @param useProxy whether the environment's proxy variables count
 * @param environment the client's environment variables
 * @param progress told what is being waited for, for an impatient person
 */
public record Settings(
        long timeoutMs,
        @Nullable String source,
        @Nullable String expected,
        boolean scan,
        @Nullable String proxy,
        boolean useProxy,
        Map<String, String> environment,
        Consumer<Provisional> progress) {

    /** What can be said before the verdict; the words stand under {@code provisional.<key>}. */
    public record Provisional(String key, Map<String, String> values) {}

    /** Four seconds, no proxy but the environment's, other ports may be touched, nobody watches. */
    public static final Settings DEFAULT =
            new Settings(4000, null, null, true, null, true, System.getenv(), p -> {});
}
