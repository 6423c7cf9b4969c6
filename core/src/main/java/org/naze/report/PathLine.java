package org.naze.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Diagnosis;
import org.naze.model.Step;

/** The way from client to server in one line, with a cross where it breaks. */
final class PathLine {
    private final Words words;
    private final Layout layout;

    PathLine(Words words, Layout layout) {
        this.words = words;
        this.layout = layout;
    }

    String of(Diagnosis diagnosis) {
        List<String> stations = new ArrayList<>();
        stations.add(words.message("path.this"));
        Optional<String> broken = Optional.empty();
        for (Step step : diagnosis.steps()) {
            if (broken.isEmpty() && step.status() == Step.Status.FAILED) {
                broken = Optional.of(station(step));
            } else if (broken.isEmpty() && isStation(step)) {
                stations.add(station(step));
            }
        }
        String good = String.join(layout.mark(" ── ", " -- "), stations);
        return broken.map(end -> good + layout.mark(" ──✗ ", " --x ") + end).orElse(good);
    }

    private static boolean isStation(Step step) {
        return step.status() == Step.Status.OK
                && (step.name().equals("gateway")
                        || step.name().equals("host")
                        || step.name().equals("connect"));
    }

    private String station(Step step) {
        Map<String, String> values = step.values();
        String name = words.message("step." + step.name());
        String place =
                switch (step.name()) {
                    case "gateway" -> values.getOrDefault("gateway", name);
                    case "host" -> values.getOrDefault("address", name);
                    case "connect" -> values.getOrDefault("at", name);
                    case "resolve" -> values.getOrDefault("host", name);
                    case "proxy" -> values.getOrDefault("proxy", name);
                    case "route" -> values.getOrDefault("address", name);
                    default -> name;
                };
        return Safe.text(place);
    }
}
