package org.naze.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.naze.model.Step;
import org.naze.model.Step.Status;

/**
 * The way from client to server in one line, with a cross where it breaks. Of several addresses it
 * shows the one that fails.
 */
final class PathLine {
    private final Words words;
    private final Layout layout;
    private final List<String> pieces = new ArrayList<>();

    PathLine(Words words, Layout layout) {
        this.words = words;
        this.layout = layout;
    }

    /** The line in pieces that stay together: a station and what leads to it. */
    List<String> of(List<Step> steps) {
        pieces.clear();
        pieces.add(words.message("path.this") + " ");
        Optional<Step> broken = steps.stream().filter(s -> s.status() == Status.FAILED).findFirst();
        List<Step> before = broken.map(b -> steps.subList(0, steps.indexOf(b))).orElse(steps);
        router(before).ifPresent(router -> station("── ", "-- ", router));
        hops(broken.map(b -> steps.subList(0, steps.indexOf(b) + 1)).orElse(steps));
        Optional<String> host = place(before, "host", "address");
        host.filter(address -> !isNamed(address))
                .ifPresent(address -> station("── ", "-- ", address));
        broken.ifPresentOrElse(b -> station("──✗ ", "--x ", place(b, host)), () -> ends(steps));
        return pieces;
    }

    /** The routers between; the first of them has been named unless nobody looked for it. */
    private void hops(List<Step> steps) {
        steps.stream()
                .filter(s -> s.name().equals("path"))
                .flatMap(s -> Stream.of(s.values().getOrDefault("hops", "").split(", ")))
                .filter(hop -> !isNamed(hop))
                .forEach(hop -> station("── ", "-- ", hop));
    }

    private boolean isNamed(String hop) {
        return pieces.getLast().endsWith(" " + Safe.text(hop) + " ");
    }

    private void station(String lead, String plain, String name) {
        pieces.add(layout.mark(lead, plain) + Safe.text(name) + " ");
    }

    /** The next hop: as the neighbour table knows it, or else as the route names it. */
    private static Optional<String> router(List<Step> before) {
        boolean looked = before.stream().anyMatch(s -> s.name().equals("gateway"));
        return place(before, looked ? "gateway" : "route", "gateway");
    }

    private static Optional<String> place(List<Step> steps, String name, String key) {
        return steps.stream()
                .filter(s -> s.status() == Status.OK && s.name().equals(name))
                .filter(s -> !s.values().getOrDefault(key, "null").equals("null"))
                .map(s -> s.values().getOrDefault(key, ""))
                .findFirst();
    }

    /** The addresses that take the connection: side by side, not one behind the other. */
    private void ends(List<Step> steps) {
        List<String> ends =
                steps.stream()
                        .filter(s -> s.status() == Status.OK && s.name().equals("connect"))
                        .map(s -> s.values().getOrDefault("at", ""))
                        .toList();
        for (int i = 0; i < ends.size(); i++) {
            String comma = i + 1 < ends.size() ? "," : "";
            station(i == 0 ? "── " : "", i == 0 ? "-- " : "", ends.get(i) + comma);
        }
    }

    /** Where it breaks; of a host that was reached the port alone. */
    private String place(Step broken, Optional<String> host) {
        Map<String, String> values = broken.values();
        String name = words.message("step." + broken.name());
        return switch (broken.name()) {
            case "gateway" -> values.getOrDefault("gateway", name);
            case "resolve" -> values.getOrDefault("host", name);
            case "proxy" -> values.getOrDefault("proxy", name);
            case "host", "route" -> values.getOrDefault("address", name);
            case "path" -> values.getOrDefault("at", name);
            case "connect" ->
                    host.isPresent() && host.get().equals(values.get("address"))
                            ? ":" + values.get("port")
                            : values.getOrDefault("at", name);
            default -> name;
        };
    }
}
