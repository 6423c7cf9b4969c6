package org.naze.cause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Confinement;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Descriptors;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Fact.Proxy;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Fact.SystemLookup;
import org.naze.model.Fact.Unchecked;
import org.naze.model.Step;
import org.naze.model.Step.Status;

/** The way from client to server, stretch by stretch, in the order in which data goes. */
final class Way {
    private final Scene scene;
    private final List<Step> steps = new ArrayList<>();

    private Way(Scene scene) {
        this.scene = scene;
    }

    static List<Step> steps(Scene scene) {
        var way = new Way(scene);
        way.process();
        way.descriptors();
        way.sandbox();
        way.resolve();
        way.proxy();
        var decisive =
                scene.failures().stream()
                        .findFirst()
                        .or(() -> scene.attempts().stream().findFirst());
        decisive.ifPresent(c -> {
            way.filter(c);
            way.route(c);
            way.gateway(c);
            way.path(c);
            way.host(c);
        });
        scene.attempts().forEach(way::connect);
        way.steps.addAll(new LongSteps(scene).all());
        return way.steps;
    }

    private void add(
            String name, Status status, long micros, String key, Map<String, String> values) {
        steps.add(new Step(name, status, (micros + 500) / 1000, key, values));
    }

    private void process() {
        scene.evidence()
                .first(AsProcess.class)
                .ifPresent(process -> {
                    var words =
                            Map.of(
                                    "pid", Integer.toString(process.pid()),
                                    "command", process.command(),
                                    "user", Integer.toString(process.user()));
                    add("process", Status.OK, 0, process.hasOwnNetwork() ? "own" : "shared", words);
                });
    }

    private void descriptors() {
        scene.evidence()
                .first(Descriptors.class)
                .ifPresent(d -> {
                    boolean out = d.used() >= d.limit();
                    var words =
                            Map.of(
                                    "used", Integer.toString(d.used()),
                                    "limit", Integer.toString(d.limit()));
                    Status status = out ? Status.FAILED : Status.OK;
                    add("descriptors", status, 0, out ? "none" : "left", words);
                });
    }

    private void sandbox() {
        scene.evidence()
                .first(Confinement.class, c -> Confined.concerns(scene, c))
                .ifPresent(c ->
                        add(
                                "sandbox",
                                Status.WARNING,
                                0,
                                c.label() == null ? "calls" : c.filtersCalls() ? "both" : "label",
                                Map.of()));
    }

    private void resolve() {
        scene.evidence()
                .first(SystemLookup.class, l -> l.name().equals(scene.target().host()))
                .ifPresent(lookup -> {
                    var used = scene.usedAddresses();
                    var words =
                            Map.of(
                                    "host", scene.target().host(),
                                    "addresses",
                                            String.join(
                                                    ", ",
                                                    used.isEmpty() ? lookup.addresses() : used),
                                    "by", resolver(used));
                    boolean found = !used.isEmpty() || !lookup.addresses().isEmpty();
                    add(
                            "resolve",
                            found ? Status.OK : Status.FAILED,
                            lookup.micros(),
                            found ? "ok" : "failed",
                            words);
                });
    }

    private String resolver(List<String> used) {
        Optional<String> file =
                scene.evidence()
                        .first(Fact.HostsEntry.class, e -> used.contains(e.address()))
                        .map(Fact.HostsEntry::file);
        return file.or(() ->
                        scene.dnsAnswers().stream()
                                .filter(a -> a.addresses().stream().anyMatch(used::contains))
                                .map(DnsAnswer::server)
                                .findFirst())
                .orElse("-");
    }

    private void proxy() {
        scene.evidence()
                .first(Proxy.class)
                .ifPresent(proxy -> {
                    var connect =
                            scene.evidence()
                                    .first(Connect.class, c -> c.purpose() == Purpose.PROXY);
                    boolean ok = connect.filter(c -> c.errno() == Errno.OK).isPresent();
                    var words =
                            Map.of(
                                    "proxy", Net.endpoint(proxy.host(), proxy.port()),
                                    "origin", proxy.origin(),
                                    "errno", connect.map(c -> c.errno().name()).orElse("-"));
                    add(
                            "proxy",
                            ok ? Status.WARNING : Status.FAILED,
                            connect.map(Connect::micros).orElse(0L),
                            ok ? "reached" : "failed",
                            words);
                });
    }

    private void filter(Connect c) {
        var ruling = scene.ruling(c.address());
        if (ruling.isPresent()) {
            FilterRuling r = ruling.get();
            boolean pass = r.ruling() == Ruling.ACCEPT;
            add(
                    "filter",
                    pass ? Status.OK : Status.FAILED,
                    0,
                    pass ? "accepts" : "stops",
                    Rules.words(r));
        } else if (scene.evidence().first(Fact.NoFilter.class).isPresent()) {
            add("filter", Status.OK, 0, "none", Map.of());
        } else {
            unchecked("filter");
        }
    }

    private void unchecked(String question) {
        scene.evidence()
                .first(Unchecked.class, u -> u.question().equals(question))
                .ifPresent(u ->
                        add(
                                question,
                                Status.SKIPPED,
                                0,
                                "skipped." + org.naze.model.Kebab.of(u.reason()),
                                Map.of("detail", u.detail())));
    }

    private void route(Connect c) {
        var found = scene.route(c.address());
        if (found.isEmpty()) {
            unchecked("route");
            return;
        }
        Route route = found.get();
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("gateway", String.valueOf(route.gateway()));
        words.put("device", String.valueOf(route.device()));
        words.put("type", org.naze.model.Kebab.of(route.type()));
        boolean ok = route.type() == RouteType.UNICAST || route.type() == RouteType.LOCAL;
        String key =
                !ok
                        ? "failed"
                        : route.type() == RouteType.LOCAL
                                ? "local"
                                : route.gateway() == null ? "link" : "via";
        add("route", ok ? Status.OK : Status.FAILED, 0, key, words);
    }

    private void gateway(Connect c) {
        var gateway = scene.route(c.address()).flatMap(r -> Optional.ofNullable(r.gateway()));
        gateway.flatMap(scene::neighbour)
                .ifPresent(neighbour -> {
                    boolean dead =
                            GatewayDown.DEAD.contains(neighbour.state())
                                    && c.errno() != Errno.OK
                                    && (c.icmp() == null || scene.isHere(c.icmp().from()));
                    var words =
                            Map.of(
                                    "gateway", neighbour.address(),
                                    "device", neighbour.device(),
                                    "state", neighbour.state().name());
                    add(
                            "gateway",
                            dead ? Status.FAILED : Status.OK,
                            0,
                            dead ? "failed" : "ok",
                            words);
                });
    }

    /** The routers on the way, as far as packets with few hops to go told. */
    private void path(Connect c) {
        Trail trail = Trail.of(scene, c);
        int early = Nearer.of(scene, c).map(Nearer::smallest).orElse(0);
        boolean stops = trail.beyond().isPresent();
        List<String> routers = trail.routers(stops ? trail.reached() + 1 : early);
        if (routers.isEmpty() || trail.tcp().isEmpty()) {
            return;
        }
        var words = new HashMap<>(Trail.words(trail, scene.wordsFor(c)));
        words.put("hops", String.join(", ", routers));
        boolean silent = trail.drawn().isEmpty() && c.icmp() == null;
        boolean ends = silent && trail.lastRouter().isPresent();
        boolean passedOn = trail.passedOn().isPresent();
        String reach =
                stops
                        ? "stops"
                        : early > 0 ? "answered" : passedOn ? "passed-on" : ends ? "ends" : "over";
        boolean broken = stops || early > 0;
        add("path", broken ? Status.FAILED : silent ? Status.WARNING : Status.OK, 0, reach, words);
    }

    private void host(Connect c) {
        if (c.errno() == Errno.OK || scene.isHere(c.address()) || c.port() == 0) {
            return;
        }
        var life = scene.signOfLife(c.address());
        var words = new HashMap<>(scene.wordsFor(c));
        life.ifPresent(fact -> words.putAll(Silence.lifeWords(fact)));
        boolean looked =
                scene.evidence().has(Fact.Echo.class, e -> e.address().equals(c.address()));
        if (life.isPresent()) {
            // That it answered on the very port says the next step.
            if (!life.get().equals(c)) {
                add("host", Status.OK, 0, "alive", words);
            }
        } else if (looked || c.icmp() != null) {
            add("host", Status.WARNING, 0, "silent", words);
        }
    }

    private void connect(Connect c) {
        boolean ok = c.errno() == Errno.OK;
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("outcome", org.naze.model.Kebab.of(c.errno().outcome()));
        boolean spared = !ok && !scene.failures().contains(c);
        Status status = ok ? Status.OK : spared ? Status.SKIPPED : Status.FAILED;
        add("connect", status, c.micros(), ok ? "ok" : spared ? "no-family" : "failed", words);
    }
}
