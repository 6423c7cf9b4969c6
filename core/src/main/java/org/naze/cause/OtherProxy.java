package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.ProxySetting;
import org.naze.model.Fact.Purpose;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * Proxies that settings name which only some programs follow; so they prove nothing of a client.
 */
final class OtherProxy {
    /** Programs that take the desktop's proxy unless they are told otherwise. */
    private static final Set<String> BROWSERS =
            Set.of(
                    "brave",
                    "chrome",
                    "chromium",
                    "epiphany",
                    "firefox",
                    "firefox-esr",
                    "konqueror",
                    "msedge",
                    "opera",
                    "vivaldi-bin");

    private OtherProxy() {}

    /** One that does not answer: whoever follows the setting does not get through. */
    static Optional<Finding> dead(String id, Scene scene) {
        return settings(scene).stream()
                .filter(s -> !connects(scene, s).isEmpty() && !answers(scene, s))
                .findFirst()
                .map(s -> {
                    Connect failed = connects(scene, s).getFirst();
                    var words = words(scene, s);
                    words.put("errno", failed.errno().name());
                    words.put("time", Net.time(failed.micros()));
                    boolean refused = failed.errno() == Errno.ECONNREFUSED;
                    Verdict verdict = isBrowser(scene) ? Verdict.LIKELY : Verdict.POSSIBLE;
                    return Finding.of(id, verdict)
                            .variant("setting")
                            .with(words)
                            .because("setting", s)
                            .because(refused ? "proxy-refused" : "proxy-silent", failed)
                            .remedy(Where.PROXY, "start")
                            .remedy(Where.CLIENT, "setting")
                            .build();
                });
    }

    /** One that answers, while the direct way is shut: maybe it is the only way out. */
    static Optional<Finding> unused(String id, Scene scene) {
        boolean shut =
                !scene.failures().isEmpty()
                        && scene.failures().stream().allMatch(OtherProxy::isShut)
                        && !scene.connected();
        return settings(scene).stream()
                .filter(s -> shut && answers(scene, s))
                .findFirst()
                .map(s -> {
                    var words = words(scene, s);
                    String variable = variable(scene) + "=" + url(s);
                    return Finding.of(id, Verdict.POSSIBLE)
                            .variant("unused")
                            .with(words)
                            .because("setting", s)
                            .because("answers", connects(scene, s).getFirst())
                            .remedy(Where.CLIENT, "use", Command.of("export", variable))
                            .build();
                });
    }

    private static boolean isShut(Connect c) {
        return c.errno().outcome() == Outcome.TIMEOUT || c.errno().outcome() == Outcome.UNREACHABLE;
    }

    private static String variable(Scene scene) {
        return switch (scene.target().scheme()) {
            case "https", "wss" -> "https_proxy";
            case "http", "ws" -> "http_proxy";
            default -> "all_proxy";
        };
    }

    private static String url(ProxySetting s) {
        return s.protocol() + "://" + endpoint(s);
    }

    private static List<ProxySetting> settings(Scene scene) {
        return scene.evidence().all(ProxySetting.class, s -> s.host() != null && s.port() != null);
    }

    /** The connects to it: its host may be a name, of which then these are the addresses. */
    private static List<Connect> connects(Scene scene, ProxySetting s) {
        var names =
                scene
                        .evidence()
                        .all(org.naze.model.Fact.SystemLookup.class, l -> l.name().equals(s.host()))
                        .stream()
                        .flatMap(l -> l.addresses().stream())
                        .toList();
        return scene.evidence()
                .all(
                        Connect.class,
                        c ->
                                c.purpose() == Purpose.OTHER_PROXY
                                        && Objects.equals(c.port(), s.port())
                                        && (c.address().equals(s.host())
                                                || names.contains(c.address())));
    }

    private static boolean answers(Scene scene, ProxySetting s) {
        return connects(scene, s).stream().anyMatch(c -> c.errno() == Errno.OK);
    }

    private static boolean isBrowser(Scene scene) {
        return scene.evidence().has(AsProcess.class, as -> BROWSERS.contains(as.command()));
    }

    private static Map<String, String> words(Scene scene, ProxySetting s) {
        var words = new HashMap<>(scene.targetWords());
        words.put("origin", s.origin());
        words.put("proxy", endpoint(s));
        return words;
    }

    private static String endpoint(ProxySetting s) {
        return Net.endpoint(String.valueOf(s.host()), s.port() == null ? 0 : s.port());
    }
}
