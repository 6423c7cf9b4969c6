package org.naze.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * Makes the checks of a cause's page, as people type them: in a shell, where {@code naze} is the
 * built command. A command that watches is watched while the client tries to connect.
 */
record PageRun(Scenario scenario, Network network, Path naze) {
    /** What watches until it is ended, and its word when it has begun. */
    private static final String WATCHER = "tcpdump ";

    private static final String READY = "listening on";

    /** All that the check's commands print. */
    String printed(PageCheck check) {
        Machine machine = network.machine(check.line().node());
        String prelude = "sudo() { \"$@\"; }; naze() { '" + naze + "' \"$@\"; }\n";
        String script = network.programs().named(List.of(check.script())).getFirst();
        var builder =
                new ProcessBuilder(machine.wrap(List.of("sh", "-c", prelude + script)))
                        .redirectErrorStream(true);
        builder.environment().putAll(scenario.environment());
        return script.contains(WATCHER)
                ? Commands.watch(builder, network.scratch(), READY, this::connect)
                : Commands.run(builder, "").printed();
    }

    private void connect() {
        PageCheck.target(scenario.arguments())
                .ifPresent(t -> {
                    String port = Integer.toString(t.port());
                    Commands.run(
                            network.machine(scenario.in())
                                    .wrap(List.of("nc", "-zw1", t.host(), port)));
                });
    }
}
