package org.naze.lab;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.naze.model.Target;
import org.naze.model.TargetException;
import org.naze.model.TargetParser;

/**
 * What a scenario's command is to connect to, as other tools have to be told.
 *
 * @param source the local address to bind to, or null for any
 */
record Aim(Target target, @Nullable String source) {
    /** Empty where the command is asked something else, or no port is meant. */
    static Optional<Aim> of(Scenario scenario) {
        List<String> arguments = scenario.arguments();
        try {
            var target = TargetParser.parse(arguments.getFirst());
            return Optional.of(new Aim(target, source(arguments)))
                    .filter(aim -> target.port() > 0 && !target.scheme().equals("udp"));
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String source(List<String> arguments) {
        int option = arguments.indexOf("--source");
        return option < 0 ? null : arguments.get(option + 1);
    }

    String host() {
        return target.host();
    }

    int port() {
        return target.port();
    }

    boolean isV6() {
        return host().indexOf(':') >= 0;
    }

    /** As one asks curl for it: whatever the service, curl is mostly asked by HTTP. */
    String url() {
        boolean tls = List.of("https", "wss", "tls").contains(target.scheme());
        String path = target.path() == null ? "/" : target.path();
        return "%s://%s:%d%s"
                .formatted(
                        tls ? "https" : "http",
                        isV6() ? "[" + host() + "]" : host(),
                        port(),
                        path.startsWith("/") ? path : "/" + path);
    }
}
