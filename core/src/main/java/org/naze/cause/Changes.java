package org.naze.cause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.naze.model.Change;
import org.naze.model.Diagnosis;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Fact.Listener;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Neighbour;
import org.naze.model.Fact.NoFilter;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Fact.SourceAddress;
import org.naze.model.Fact.SystemLookup;
import org.naze.model.Kebab;

/** What differs between two diagnoses of a target, one that failed and one that did not. Pure. */
public final class Changes {
    private final Diagnosis before;
    private final Diagnosis after;
    private final Scene then;
    private final Scene now;
    private final List<Change> changes = new ArrayList<>();

    private Changes(Diagnosis before, Diagnosis after) {
        this.before = before;
        this.after = after;
        then = new Scene(before.evidence());
        now = new Scene(after.evidence());
    }

    /** All that differs and can matter; what was looked at once only, is no difference. */
    public static List<Change> between(Diagnosis before, Diagnosis after) {
        var all = new Changes(before, after);
        all.outcome();
        all.addresses();
        all.nameServers();
        all.source();
        all.rules();
        all.routes();
        all.neighbours();
        all.listeners();
        all.tries();
        return List.copyOf(all.changes);
    }

    private void add(String key, Map<String, String> values) {
        var change = new Change(key, values);
        if (!changes.contains(change)) {
            changes.add(change);
        }
    }

    private void outcome() {
        if (before.outcome() != after.outcome()) {
            add(
                    "outcome",
                    Map.of(
                            "before", Kebab.of(before.outcome()),
                            "after", Kebab.of(after.outcome())));
        }
    }

    private void addresses() {
        String old = addresses(then);
        String current = addresses(now);
        if (!old.equals(current)) {
            String host = then.target().host();
            add("addresses", Map.of("host", host, "old", old, "current", current));
        }
    }

    private static String addresses(Scene scene) {
        List<String> all =
                scene.evidence()
                        .first(SystemLookup.class, l -> l.name().equals(scene.target().host()))
                        .map(SystemLookup::addresses)
                        .orElse(List.of());
        return all.isEmpty() ? "-" : String.join(", ", new TreeSet<>(all));
    }

    private void nameServers() {
        for (DnsAnswer answer : now.dnsAnswers()) {
            boolean found = answer.status() == LookupStatus.FOUND;
            List<DnsAnswer> old =
                    then.dnsAnswers().stream()
                            .filter(a -> a.server().equals(answer.server()))
                            .toList();
            if (found && !old.isEmpty() && old.stream().noneMatch(a -> isFound(a))) {
                String status = Kebab.of(old.getFirst().status());
                add("server", Map.of("server", answer.server(), "status", status));
            }
        }
    }

    private static boolean isFound(DnsAnswer answer) {
        return answer.status() == LookupStatus.FOUND;
    }

    private void source() {
        for (SourceAddress old : then.evidence().all(SourceAddress.class, s -> !s.local())) {
            boolean local =
                    now.evidence()
                            .has(
                                    SourceAddress.class,
                                    s -> s.local() && s.address().equals(old.address()));
            if (local) {
                add("source", Map.of("address", old.address()));
            }
        }
    }

    private void rules() {
        for (FilterRuling old :
                then.evidence().all(FilterRuling.class, r -> r.ruling() != Ruling.ACCEPT)) {
            boolean free =
                    now.evidence().first(NoFilter.class).isPresent()
                            || now.ruling(old.address()).isPresent()
                                    && now.block(old.address()).isEmpty();
            if (free) {
                add("rule", Rules.words(old));
            }
        }
    }

    private void routes() {
        for (Route old : then.evidence().all(Route.class)) {
            now.route(old.destination())
                    .filter(current -> leads(current) && !way(current).equals(way(old)))
                    .ifPresent(current -> {
                        var words = Map.of("address", old.destination(), "way", way(current));
                        add(leads(old) ? "way" : "route", words);
                    });
        }
    }

    private static boolean leads(Route route) {
        return route.type() == RouteType.UNICAST || route.type() == RouteType.LOCAL;
    }

    /** The next hop and the interface, as far as there are any. */
    private static String way(Route route) {
        var way = new TreeSet<String>();
        Optional.ofNullable(route.gateway()).ifPresent(way::add);
        Optional.ofNullable(route.device()).ifPresent(way::add);
        return leads(route) ? String.join(" ", way) : Kebab.of(route.type());
    }

    private void neighbours() {
        for (Neighbour old : then.evidence().all(Neighbour.class)) {
            boolean dead = GatewayDown.DEAD.contains(old.state());
            now.neighbour(old.address())
                    .filter(current -> dead && !GatewayDown.DEAD.contains(current.state()))
                    .ifPresent(current -> {
                        var words = Map.of("address", old.address(), "device", old.device());
                        add("neighbour", words);
                    });
        }
    }

    /** What listens now where nothing did that takes the target's connections. */
    private void listeners() {
        int port = then.target().port();
        if (then.listeners(port).isEmpty() || now.listeners(port).isEmpty()) {
            return;
        }
        for (String address : now.usedAddresses()) {
            now.listeners(port).get().stream()
                    .filter(l -> Bound.takes(l, address) && !hadListener(port, address))
                    .findFirst()
                    .ifPresent(this::listener);
        }
    }

    private boolean hadListener(int port, String address) {
        return then.listeners(port).orElse(List.of()).stream()
                .anyMatch(l -> Bound.takes(l, address));
    }

    private void listener(Listener listener) {
        add("listener", Bound.words(listener));
    }

    private void tries() {
        var old = then.tries();
        var current = now.tries();
        if (old.isPresent() && current.isPresent() && !old.get().bad().isEmpty()) {
            var words = new HashMap<String, String>();
            words.put("old", Integer.toString(old.get().good().size()));
            words.put("all", Integer.toString(old.get().all().size()));
            words.put("current", Integer.toString(current.get().good().size()));
            words.put("count", Integer.toString(current.get().all().size()));
            add("tries", Map.copyOf(words));
        }
    }
}
