package org.naze.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Fact;
import org.naze.model.Target;

/**
 * The system properties by which Java programs find a proxy (java.net, "Networking Properties"):
 * their hosts, ports and exceptions. User and password, which have properties too, are not read.
 *
 * @param values the properties that are set
 */
record JavaProperties(Map<String, String> values) {
    private static final Set<String> NAMES =
            Set.of(
                    "http.proxyHost",
                    "http.proxyPort",
                    "https.proxyHost",
                    "https.proxyPort",
                    "http.nonProxyHosts",
                    "socksProxyHost",
                    "socksProxyPort",
                    "socksNonProxyHosts",
                    "java.net.useSystemProxies");

    /** The launcher's options whose value is the next word; behind the main class none counts. */
    private static final Set<String> WITH_VALUE =
            Set.of(
                    "-cp",
                    "-classpath",
                    "--class-path",
                    "-p",
                    "--module-path",
                    "--upgrade-module-path",
                    "--add-modules",
                    "--add-reads",
                    "--add-exports",
                    "--add-opens",
                    "--limit-modules",
                    "--patch-module",
                    "--enable-native-access",
                    "--describe-module",
                    "-d",
                    "--source");

    /**
     * The variables that the JVM reads, later ones counting more; the launcher's own lies between.
     */
    private static final List<String> BEFORE = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private static final String AFTER = "_JAVA_OPTIONS";

    /** As which name ./naze keeps those variables, which the JVM would read for itself. */
    private static final String KEPT = "NAZE_KEPT_";

    private static final String USUAL_EXCEPTIONS = "localhost|127.*|[::1]|0.0.0.0|[::0]";

    JavaProperties {
        values = Map.copyOf(values);
    }

    /** Whether a command line starts a Java program. */
    static boolean isJava(List<String> command) {
        return !command.isEmpty() && command.getFirst().matches("(.*/)?java(w|\\.exe)?");
    }

    /**
     * What a Java program is told.
     *
     * @param command its command line; empty where it is not known
     */
    static JavaProperties of(List<String> command, Map<String, String> environment) {
        var values = new LinkedHashMap<String, String>();
        BEFORE.forEach(name -> take(words(environment, name), values));
        take(options(command), values);
        take(words(environment, AFTER), values);
        return new JavaProperties(values);
    }

    private static List<String> words(Map<String, String> environment, String name) {
        String own = environment.getOrDefault(name, "");
        return List.of(
                (own + " " + environment.getOrDefault(KEPT + name, "")).strip().split("\\s+"));
    }

    private static List<String> options(List<String> command) {
        var options = new ArrayList<String>();
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            if (!word.startsWith("-") || word.equals("-jar") || word.startsWith("-m")) {
                break;
            }
            options.add(word);
            i += WITH_VALUE.contains(word) ? 1 : 0;
        }
        return options;
    }

    private static void take(List<String> words, Map<String, String> values) {
        for (String word : words) {
            int equals = word.indexOf('=');
            if (word.startsWith("-D") && equals > 0 && NAMES.contains(word.substring(2, equals))) {
                values.put(word.substring(2, equals), word.substring(equals + 1));
            }
        }
    }

    /** The proxy that applies to a target, and the property that names it. */
    Optional<Fact.ProxySetting> choose(Target target) {
        boolean secure = target.scheme().equals("https") || target.scheme().equals("wss");
        boolean web = secure || target.scheme().equals("http") || target.scheme().equals("ws");
        String own = secure ? "https" : "http";
        String exceptions = values.getOrDefault("http.nonProxyHosts", USUAL_EXCEPTIONS);
        Optional<Fact.ProxySetting> found = Optional.empty();
        if (web) {
            String proxy = proxy(own + ".proxyHost", own + ".proxyPort", secure ? 443 : 80);
            var proxies = ProxyTable.proxies(proxy, proxy, "");
            found = table(own + ".proxyHost", proxies, exceptions).choose(target);
        }
        return found.or(() -> socks(target));
    }

    /** The same as a choice that is certain: for a program that is known to be Java's. */
    ProxyChoice proxy(Target target) {
        return choose(target)
                .filter(found -> found.host() != null && found.port() != null)
                .<ProxyChoice>map(found -> new ProxyChoice.Via(proxy(found), null))
                .orElseGet(ProxyChoice.None::new);
    }

    private static Fact.Proxy proxy(Fact.ProxySetting found) {
        return new Fact.Proxy(
                found.origin(),
                found.protocol(),
                Objects.requireNonNull(found.host()),
                Objects.requireNonNull(found.port()));
    }

    private Optional<Fact.ProxySetting> socks(Target target) {
        String exceptions = values.getOrDefault("socksNonProxyHosts", USUAL_EXCEPTIONS);
        String proxy = proxy("socksProxyHost", "socksProxyPort", 1080);
        return table("socksProxyHost", ProxyTable.proxies("", "", proxy), exceptions)
                .choose(target);
    }

    private static ProxyTable table(String name, Map<String, String> proxies, String exceptions) {
        return new ProxyTable("-D" + name, proxies, List.of(exceptions.split("\\|")), false, false);
    }

    private String proxy(String host, String port, int usual) {
        String name = values.getOrDefault(host, "");
        return name.isEmpty() ? "" : name + ":" + values.getOrDefault(port, "" + usual);
    }

    /** Whether the program follows the desktop's or system's settings. */
    boolean followsSystem() {
        return values.getOrDefault("java.net.useSystemProxies", "").equalsIgnoreCase("true");
    }
}
