package org.naze.explain;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.naze.model.NumericAddress;

/**
 * A place that a text names.
 *
 * @param host null where the text masks it
 */
record Named(@Nullable String host, @Nullable Integer port, @Nullable String scheme) {
    private static final Pattern MASKED =
            Pattern.compile("(?i).*\\*.*|x+([.:-]x+)*|([a-z])\\2+([.]([a-z])\\4*)+|<.*>");

    private static final Pattern PLACE =
            Pattern.compile(
                    "(?i:localhost)|[A-Za-z0-9_][A-Za-z0-9_.-]*\\.(?:[a-z]{2,24}|[A-Z]{2,24}|xn--[a-z0-9-]+)|.*/.*");

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");

    private static final Pattern NUMERIC = Pattern.compile("[\\d.]+");

    private static final Pattern FILE =
            Pattern.compile(
                    "(?i).*\\.(?:jsx?|tsx?|mjs|cjs|vue|py|pyc|pyx|java|kt|scala|go|rs|rb|php|c|cc|cpp|cxx|h"
                            + "|hpp|cs|vb|pl|pm|exs?|erl|clj|lua|swift|mm?|dart|sh|ps1|html?|css|json|ya?ml"
                            + "|xml|conf|ini|log|txt|sql|r|jar|dll|exe|so)");

    static final Named NOTHING = new Named(null, null, null);

    /** What a phrase's placeholders stood for; empty where nothing of it is a place. */
    static Optional<Named> of(MatchResult hit) {
        String path = group(hit, "path");
        if (path != null) {
            return Optional.of(new Named(path, null, null));
        }
        Integer port = port(group(hit, "port"));
        String host = host(hit);
        String bare = group(hit, "bare");
        if (bare != null && port != null && NumericAddress.of(bare).isEmpty()) {
            // Without brackets, what looks like the port may be the address's last group.
            host = bare + ":" + group(hit, "port");
            port = null;
        }
        if (host != null && (isNoAddress(host) || TIME.matcher(host).matches())) {
            return Optional.empty();
        }
        boolean masked = host != null && MASKED.matcher(host).matches();
        String scheme = group(hit, "scheme");
        var named =
                new Named(
                        masked ? null : host,
                        port,
                        scheme == null ? null : scheme.toLowerCase(Locale.ROOT));
        return named.host == null && named.port == null ? Optional.empty() : Optional.of(named);
    }

    /** What another mention of the same place adds to this one. */
    Named with(Named other) {
        if (Objects.equals(host, other.host)) {
            return new Named(
                    host, port == null ? other.port : port, scheme == null ? other.scheme : scheme);
        }
        // A program is told a name, and tells of the address that the name led to.
        if (port == null && isNumeric(other.host) && !isNumeric(host) && isAt(other.port)) {
            return new Named(host, other.port, scheme);
        }
        boolean isItsName =
                other.looksLikePlace()
                        && isNumeric(host)
                        && !isNumeric(other.host)
                        && other.isAt(port);
        return isItsName
                ? new Named(other.host, port, scheme == null ? other.scheme : scheme)
                : this;
    }

    private boolean isAt(@Nullable Integer otherPort) {
        if (port != null || scheme == null || otherPort == null) {
            return port != null && Objects.equals(port, otherPort);
        }
        return otherPort == (scheme.equals("https") || scheme.equals("wss") ? 443 : 80);
    }

    /**
     * Whether it could be a file with a line number, which looks like a host with a port; some
     * endings are top-level domains too.
     */
    boolean looksLikeFile() {
        return host != null && FILE.matcher(host).matches();
    }

    /** Whether it looks like a place without a word that says so. */
    boolean looksLikePlace() {
        return host != null
                && !looksLikeFile()
                && (isNumeric(host) || PLACE.matcher(host).matches())
                && !host.matches(".*(?:Exception|Error)");
    }

    private static boolean isNumeric(@Nullable String host) {
        return host != null
                && host.matches("[0-9a-fA-F:.]+(%.*)?")
                && NumericAddress.of(host).isPresent();
    }

    /** Times and other numbers with colons or dots look like addresses. */
    private static boolean isNoAddress(String host) {
        boolean numeric = host.indexOf(':') >= 0 || NUMERIC.matcher(host).matches();
        return numeric && NumericAddress.of(host).isEmpty() || host.matches("\\d+");
    }

    /** Of {@code chat.example/203.0.113.7} the name is what the program was told. */
    private static @Nullable String host(MatchResult hit) {
        for (String group : new String[] {"name", "boxed", "bare", "host"}) {
            String value = group(hit, group);
            if (value != null && !(group.equals("name") && value.isEmpty())) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Integer port(@Nullable String digits) {
        int port = digits == null ? 0 : Integer.parseInt(digits);
        return digits == null || port > 65_535 ? null : port;
    }

    private static @Nullable String group(MatchResult hit, String name) {
        return hit.namedGroups().containsKey(name) ? hit.group(name) : null;
    }
}
