package org.naze.probe;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.naze.model.Evidence;

/**
 * How to probe.
 *
 * @param timeoutMs the longest wait for one connection attempt, milliseconds
 * @param source the local address to connect from, numeric, or null
 * @param expected the server's true address, numeric, or null
 * @param scan whether other ports of the target host may be touched
 * @param proxy a proxy's URL to use in place of the environment's, or null
 * @param useProxy whether the environment's proxy variables count
 * @param tries how many connects to make besides, to see whether it works each time; 0 for none
 * @param holdMs how long to keep a connection open and watch it, milliseconds; 0 for not at all
 * @param stop ends tries and watching early; what was seen until then counts
 * @param before what was seen when it did not work: where it does, the same is looked at again
 * @param environment the client's environment variables
 * @param process the process as which the world is seen, or null for this one
 * @param progress told what is being waited for, for an impatient person
 */
public record Settings(
        long timeoutMs,
        @Nullable String source,
        @Nullable String expected,
        boolean scan,
        @Nullable String proxy,
        boolean useProxy,
        int tries,
        long holdMs,
        Deadline stop,
        List<Evidence> before,
        Map<String, String> environment,
        @Nullable ClientProcess process,
        Consumer<Provisional> progress) {

    /** Whether something is to be looked at for longer than an attempt takes. */
    boolean isLasting() {
        return tries > 0 || holdMs > 0;
    }

    /** What can be said before the verdict; the words stand under {@code provisional.<key>}. */
    public record Provisional(String key, Map<String, String> values) {}

    /** Four seconds, no proxy but the environment's, other ports may be touched, nobody watches. */
    public static final Settings DEFAULT = new Builder().build();

    /** Begins with the {@link #DEFAULT}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings in the making; see the record for what each says. Not thread-safe. */
    public static final class Builder {
        private long timeoutMs = 4000;
        private @Nullable String source;
        private @Nullable String expected;
        private boolean scan = true;
        private @Nullable String proxy;
        private boolean useProxy = true;
        private int tries;
        private long holdMs;
        private Deadline stop = Deadline.far();
        private List<Evidence> before = List.of();
        private Map<String, String> environment = System.getenv();
        private @Nullable ClientProcess process;
        private Consumer<Provisional> progress = provisional -> {};

        private Builder() {}

        public Builder timeoutMs(long ms) {
            this.timeoutMs = ms;
            return this;
        }

        public Builder source(@Nullable String address) {
            this.source = address;
            return this;
        }

        public Builder expected(@Nullable String address) {
            this.expected = address;
            return this;
        }

        public Builder scan(boolean allowed) {
            this.scan = allowed;
            return this;
        }

        public Builder proxy(@Nullable String url) {
            this.proxy = url;
            return this;
        }

        public Builder useProxy(boolean counts) {
            this.useProxy = counts;
            return this;
        }

        public Builder tries(int count) {
            this.tries = count;
            return this;
        }

        public Builder holdMs(long ms) {
            this.holdMs = ms;
            return this;
        }

        public Builder stop(Deadline end) {
            this.stop = end;
            return this;
        }

        public Builder before(List<Evidence> failed) {
            this.before = List.copyOf(failed);
            return this;
        }

        public Builder environment(Map<String, String> variables) {
            this.environment = Map.copyOf(variables);
            return this;
        }

        /** As which process, with its variables; null for this one. */
        public Builder process(@Nullable ClientProcess client) {
            this.process = client;
            return client == null ? this : environment(client.environment());
        }

        public Builder progress(Consumer<Provisional> told) {
            this.progress = told;
            return this;
        }

        public Settings build() {
            return new Settings(
                    timeoutMs,
                    source,
                    expected,
                    scan,
                    proxy,
                    useProxy,
                    tries,
                    holdMs,
                    stop,
                    before,
                    environment,
                    process,
                    progress);
        }
    }
}
