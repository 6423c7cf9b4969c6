package org.naze.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.RequestTarget;
import org.naze.model.Target;
import org.naze.model.TargetException;
import org.naze.model.TargetParser;

/**
 * Which proxy a client goes through, read from its environment as curl does (curl(1), ENVIRONMENT
 * and {@code --proxy}): lower case before upper case; an empty variable counts as none; this
 * machine's own names are excepted only where no_proxy says so. Two things other clients do and
 * curl does not: HTTP_PROXY in upper case counts, save in a CGI program (REQUEST_METHOD is set),
 * where a request's header could have put it there; and an entry of no_proxy may have a port.
 */
public final class ProxySettings {
    private static final Pattern URL =
            Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]{0,20})://)?([^/?#]*)(.*)", Pattern.DOTALL);

    private static final Set<String> KINDS =
            Set.of("http", "https", "socks4", "socks4a", "socks5", "socks5h");

    /** curl's for all kinds save https, where others take 80 for http. */
    private static final int DEFAULT_PORT = 1080;

    private static final int DEFAULT_HTTPS_PORT = 443;

    private static final int LONGEST_LIST = 1000;

    private final Map<String, String> environment;

    private ProxySettings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The settings of a process with this environment. */
    public static ProxySettings of(Map<String, String> environment) {
        return new ProxySettings(environment);
    }

    /** What {@code --proxy URL} asks for; the person's word stands above no_proxy. */
    public static ProxyChoice explicit(String url) {
        return read("--proxy", url);
    }

    /** What {@code --no-proxy} asks for. */
    public static ProxyChoice none() {
        return new ProxyChoice.Bypassed("--no-proxy", "");
    }

    /**
     * How a client with this environment would go to a target. Unix sockets and UDP go through no
     * proxy.
     */
    public ProxyChoice choose(Target target) {
        if (target.scheme().equals("unix") || target.scheme().equals("udp")) {
            return new ProxyChoice.None();
        }
        Optional<String> variable =
                variables(target.scheme()).stream().filter(this::isSet).findFirst();
        if (variable.isEmpty()) {
            return new ProxyChoice.None();
        }
        return bypass(target).orElseGet(() -> read(variable.get(), value(variable.get())));
    }

    /** In order: the scheme's own variable, the one of the scheme it is like, all_proxy. */
    private List<String> variables(String scheme) {
        var names = new ArrayList<String>();
        for (String own :
                switch (scheme) {
                    case "ws" -> List.of("ws_proxy", "http_proxy");
                    case "wss" -> List.of("wss_proxy", "https_proxy");
                    default -> List.of(scheme + "_proxy");
                }) {
            names.add(own);
            names.add(own.toUpperCase(Locale.ROOT));
        }
        if (environment.containsKey("REQUEST_METHOD")) {
            names.remove("HTTP_PROXY");
        }
        names.addAll(List.of("all_proxy", "ALL_PROXY"));
        return names;
    }

    private boolean isSet(String variable) {
        return !value(variable).isEmpty();
    }

    private String value(String variable) {
        return environment.getOrDefault(variable, "").strip();
    }

    private Optional<ProxyChoice> bypass(Target target) {
        String variable = exceptionsVariable();
        return NoProxy.of(value(variable))
                .entryFor(target.serverName(), target.port())
                .map(entry -> new ProxyChoice.Bypassed(variable, entry));
    }

    /** The list of exceptions, where there is one of a length that can be shown. */
    Optional<Fact.ProxyExceptions> exceptions() {
        String variable = exceptionsVariable();
        String list = value(variable);
        return list.isEmpty() || list.length() > LONGEST_LIST
                ? Optional.empty()
                : Optional.of(new Fact.ProxyExceptions(variable, list));
    }

    private String exceptionsVariable() {
        return isSet("no_proxy") ? "no_proxy" : "NO_PROXY";
    }

    private static ProxyChoice read(String origin, String value) {
        Matcher url = URL.matcher(value);
        String kind = url.matches() ? kind(url.group(1)) : "";
        if (!KINDS.contains(kind)) {
            return new ProxyChoice.Unreadable(origin, "proxy-kind");
        }
        String text = "http://" + withPort(url.group(2), kind) + url.group(3);
        try {
            Target proxy = TargetParser.parse(text);
            return new ProxyChoice.Via(
                    new Fact.Proxy(origin, kind, proxy.host(), proxy.port()),
                    TargetParser.request(text).map(RequestTarget::userInfo).orElse(null));
        } catch (TargetException e) {
            return new ProxyChoice.Unreadable(origin, e.key());
        }
    }

    /** curl takes {@code socks://} for SOCKS 4, and a proxy without a scheme for an HTTP one. */
    private static String kind(@Nullable String scheme) {
        String kind = scheme == null ? "http" : scheme.toLowerCase(Locale.ROOT);
        return kind.equals("socks") ? "socks4" : kind;
    }

    private static String withPort(String authority, String kind) {
        int host = Math.max(authority.lastIndexOf('@'), authority.lastIndexOf(']')) + 1;
        int port = kind.equals("https") ? DEFAULT_HTTPS_PORT : DEFAULT_PORT;
        return authority.indexOf(':', host) >= 0 ? authority : authority + ":" + port;
    }
}
