package org.naze.cause;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Proxy;
import org.naze.model.Fact.ProxyExceptions;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.SystemLookup;
import org.naze.model.Fact.UnreadableProxy;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** Proxy settings on the client lead the connection to where nothing answers. */
final class LocalProxy implements Cause {
    @Override
    public String id() {
        return "local-proxy";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        var proxy = scene.evidence().first(Proxy.class);
        return proxy.isPresent()
                ? deadProxy(scene, proxy.get())
                : unreadable(scene)
                        .or(() -> fakeAddress(scene))
                        .or(() -> OtherProxy.dead(id(), scene))
                        .or(() -> OtherProxy.unused(id(), scene));
    }

    private Optional<Finding> deadProxy(Scene scene, Proxy proxy) {
        var connects = scene.evidence().all(Connect.class, c -> c.purpose() == Purpose.PROXY);
        if (connects.stream().anyMatch(c -> c.errno() == Errno.OK)) {
            return Optional.empty();
        }
        var words = new HashMap<>(scene.targetWords());
        words.put("origin", proxy.origin());
        words.put("proxy", Net.endpoint(proxy.host(), proxy.port()));
        if (connects.isEmpty()) {
            return scene.evidence()
                    .first(
                            SystemLookup.class,
                            l -> l.name().equals(proxy.host()) && l.addresses().isEmpty())
                    .map(lookup ->
                            remedies(
                                    scene,
                                    proxy,
                                    Finding.of(id(), Verdict.CONFIRMED)
                                            .variant("nameless")
                                            .with(words)
                                            .because("proxy", proxy)
                                            .because("proxy-name", lookup)));
        }
        Connect failed = connects.getFirst();
        words.put("errno", failed.errno().name());
        words.put("time", Net.time(failed.micros()));
        boolean refused = failed.errno() == Errno.ECONNREFUSED;
        boolean proven =
                connects.size() >= addresses(scene, proxy)
                        && connects.stream().allMatch(c -> c.errno() == Errno.ECONNREFUSED);
        return Optional.of(
                remedies(
                        scene,
                        proxy,
                        Finding.of(id(), proven ? Verdict.CONFIRMED : Verdict.LIKELY)
                                .with(words)
                                .because("proxy", proxy)
                                .because(refused ? "proxy-refused" : "proxy-silent", failed)));
    }

    /** How many addresses of the proxy there are to connect to. */
    private static int addresses(Scene scene, Proxy proxy) {
        return scene.evidence()
                .first(SystemLookup.class, l -> l.name().equals(proxy.host()))
                .map(lookup -> (int) lookup.addresses().stream().distinct().count())
                .map(count -> Math.min(count, Scene.TRIED_AT_MOST))
                .orElse(1);
    }

    private static Finding remedies(Scene scene, Proxy proxy, Finding.Builder finding) {
        scene.attempts().stream()
                .filter(c -> c.errno() == Errno.OK)
                .findFirst()
                .ifPresent(c ->
                        finding.because(
                                "direct-works",
                                c,
                                Map.of("at", Net.endpoint(c.address(), c.port()))));
        finding.remedy(Where.PROXY, "start");
        if (proxy.origin().startsWith("-D")) {
            finding.remedy(Where.CLIENT, "property");
        } else if (!proxy.origin().startsWith("-")) {
            finding.remedy(Where.CLIENT, "unset", unset(proxy.origin()))
                    .remedy(Where.CLIENT, "bypass", bypass(scene));
        }
        return finding.build();
    }

    /** Many set the variable in both cases, and then most clients go by the other. */
    private static Command unset(String variable) {
        return Command.of(
                "unset", variable.toLowerCase(Locale.ROOT), variable.toUpperCase(Locale.ROOT));
    }

    /** Adds the host to the list that there is: its other entries are still needed. */
    private static Command bypass(Scene scene) {
        var list = scene.evidence().first(ProxyExceptions.class);
        String variable = list.map(ProxyExceptions::variable).orElse("no_proxy");
        String before = list.map(l -> l.list() + ",").orElse("");
        return Command.of("export", variable + "=" + before + scene.target().host());
    }

    /** A variable that no client can read: some fail, others go without. */
    private Optional<Finding> unreadable(Scene scene) {
        return scene.evidence()
                .first(UnreadableProxy.class)
                .map(proxy -> {
                    var words = new HashMap<>(scene.targetWords());
                    words.put("origin", proxy.origin());
                    var finding =
                            Finding.of(id(), Verdict.LIKELY)
                                    .variant("unreadable")
                                    .with(words)
                                    .because("unreadable", proxy)
                                    .remedy(Where.CLIENT, "correct");
                    if (!proxy.origin().startsWith("-")) {
                        finding.remedy(Where.CLIENT, "unset", unset(proxy.origin()));
                    }
                    return finding.build();
                });
    }

    /** A name that leads into 198.18.0.0/15: proxy software in TUN mode hands those out. */
    private Optional<Finding> fakeAddress(Scene scene) {
        return scene.failure(
                        c -> Net.isFake(c.address()) && !c.address().equals(scene.target().host()))
                .map(c -> {
                    var finding =
                            Finding.of(id(), Verdict.LIKELY)
                                    .variant("fake")
                                    .with(scene.wordsFor(c))
                                    .because("fake", c);
                    scene.evidence()
                            .first(SystemLookup.class)
                            .ifPresent(lookup -> finding.because("fake-name", lookup));
                    return finding.remedy(Where.CLIENT, "restart-proxy").build();
                });
    }
}
