package org.naze.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a target as people write it: a URL, {@code host:port}, a JDBC URL. No resolver is asked.
 *
 * <p>A scheme's other names are normalised ({@code websocket} to {@code ws}, {@code mariadb} to
 * {@code mysql}): what is spoken is the same. IPv4 addresses are read as inet_aton(3) does ({@code
 * 127.1}, {@code 0x7f000001}), save those with a leading zero, which clients read differently;
 * names by IDNA2003, save those that IDNA2008 reads differently: both are refused, and the message
 * says why.
 */
public final class TargetParser {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,40}):(.*)");
    private static final Pattern FILE =
            Pattern.compile("(?:[A-Za-z]:[\\\\/]|[/~]|\\.\\.?/|\\\\\\\\).*");
    private static final Pattern NEXT_URL =
            Pattern.compile("/?,(?=[A-Za-z][A-Za-z0-9+.-]{0,40}://)");
    private static final Pattern PORT = Pattern.compile("\\d+(?:[,/?#].*)?");

    /** sun_path has 108 bytes, the last of them 0 (unix(7)). */
    private static final int LONGEST_UNIX_PATH = 107;

    private TargetParser() {}

    /**
     * Reads a target.
     *
     * @throws TargetException if it is none; says what is wrong and shows a right one
     */
    public static Target parse(String text) {
        return read(Legible.of(text)).target();
    }

    /**
     * What a client sends to an {@code http} or {@code ws} target beyond its host, secrets and all.
     *
     * @return empty for every other scheme
     * @throws TargetException if the text is no target
     */
    public static Optional<RequestTarget> request(String text) {
        return Optional.ofNullable(read(Legible.of(text)).request());
    }

    /** A target and, beside it, what must not be shown. */
    record Read(Target target, @Nullable RequestTarget request) {}

    static Read read(String text) {
        if (text.regionMatches(true, 0, "jdbc:", 0, 5)) {
            return JdbcUrl.read(text.substring(5));
        }
        if (FILE.matcher(text).matches() && !text.startsWith("//")) {
            throw new TargetException("file", Map.of());
        }
        Matcher parts = SCHEME.matcher(text);
        if (!parts.matches() || PORT.matcher(parts.group(2)).matches()) {
            return bare(text);
        }
        String written = parts.group(1);
        String rest = parts.group(2);
        if (written.equalsIgnoreCase("unix")) {
            return new Read(unix(rest), null);
        }
        if (rest.startsWith("//")) {
            return url(known(written), rest.substring(2));
        }
        Optional<Scheme> scheme = Scheme.of(written);
        if (scheme.isPresent()) {
            throw new TargetException(
                    "slashes",
                    Map.of(
                            "scheme", written.toLowerCase(Locale.ROOT),
                            "example", scheme.get().example("chat.example")));
        }
        return bare(text);
    }

    private static Scheme known(String written) {
        if (written.equalsIgnoreCase("mongodb+srv")) {
            throw new TargetException("srv", Map.of());
        }
        return Scheme.of(written).orElseThrow(() -> unknown(written));
    }

    private static TargetException unknown(String written) {
        Optional<String> near = Scheme.nearest(written);
        return near.isEmpty()
                ? new TargetException("scheme-unknown", Map.of("scheme", written))
                : new TargetException(
                        "scheme-misspelt",
                        Map.of(
                                "scheme", written,
                                "near", near.get(),
                                "example",
                                        Scheme.of(near.get())
                                                .orElseThrow()
                                                .example("chat.example")));
    }

    /** {@code host:port} without a scheme is TCP. */
    private static Read bare(String text) {
        int end = Authority.end(text.startsWith("//") ? text.substring(2) : text);
        if (text.startsWith("//") || end < text.length()) {
            throw new TargetException("scheme-missing", Map.of());
        }
        return url(new Scheme("tcp", 0), text);
    }

    /** What follows {@code scheme://}; several URLs in a row name several hosts. */
    static Read url(Scheme scheme, String rest) {
        int stop = rest.indexOf('?') < 0 ? rest.length() : rest.indexOf('?');
        String hosts =
                NEXT_URL.splitAsStream(rest.substring(0, stop))
                        .map(each -> each.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]{0,40}://", ""))
                        .collect(java.util.stream.Collectors.joining(","));
        String whole = hosts + rest.substring(stop);
        int end = Authority.end(whole);
        String tail = whole.substring(end);
        boolean cutAtColon = end > 0 && whole.charAt(end - 1) == ':';
        if ((cutAtColon || !scheme.isHttp()) && tail.replaceFirst("[?#].*", "").indexOf('@') >= 0) {
            throw new TargetException("credentials", Map.of());
        }
        try {
            return built(scheme, Authority.of(scheme, whole.substring(0, end)), tail);
        } catch (TargetException e) {
            // A password's beginning was taken for a port: the message must not show it.
            boolean cutShort = tail.indexOf('@') >= 0 && e.key().startsWith("port-");
            throw cutShort ? new TargetException("credentials", Map.of()) : e;
        }
    }

    private static Read built(Scheme scheme, Authority authority, String tail) {
        List<Target.HostPort> hosts = authority.hosts();
        Target.HostPort first = hosts.getFirst();
        String raw = path(scheme, tail);
        String shown = UrlSecrets.encoded(UrlSecrets.masked(raw));
        String uri = scheme.name() + "://" + authority.text(scheme) + shown;
        var target =
                new Target(
                        uri,
                        scheme.name(),
                        first.host(),
                        first.port(),
                        shown.isEmpty() ? null : shown,
                        hosts.subList(1, hosts.size()));
        return new Read(
                target,
                scheme.isHttp()
                        ? new RequestTarget(
                                new Secret(UrlSecrets.encoded(raw)), authority.userInfo())
                        : null);
    }

    /** Only HTTP's query is part of what is asked for; others hold options of the driver. */
    private static String path(Scheme scheme, String tail) {
        String whole = tail.replaceFirst("#.*", "");
        if (scheme.isHttp()) {
            return whole.startsWith("/") ? whole : "/" + whole;
        }
        String path = whole.replaceFirst("[?;].*", "");
        return path.equals("/") ? "" : path;
    }

    /** {@code unix:/path} and {@code unix:///path}; {@code @name} is in the abstract name space. */
    private static Target unix(String rest) {
        String path = (rest.startsWith("//") ? rest.substring(2) : rest).replaceFirst("\\?.*", "");
        if (!path.matches("/.*[^/]|@.+")) {
            throw new TargetException("unix-path", Map.of());
        }
        int bytes = path.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_UNIX_PATH) {
            throw new TargetException(
                    "unix-path-long", Map.of("length", "" + bytes, "most", "" + LONGEST_UNIX_PATH));
        }
        return new Target("unix://" + path, "unix", "", 0, path, List.of());
    }
}
