package org.naze.lab;

import java.util.List;

/** Does a scenario's lines to its network. */
final class Acts {
    private Acts() {}

    /**
     * Does one line: one of the lab's own words, or a command that has to succeed.
     *
     * @throws RuntimeException if it can't be done, with what the program printed
     */
    static void perform(Scenario.Line act, Network network) {
        Machine machine = network.machine(act.node());
        List<String> rest = act.words().subList(1, act.words().size());
        switch (act.words().getFirst()) {
            case "serve" -> network.servers().start(machine, Server.of(rest, network.scratch()));
            case "program" -> network.programs().start(machine, rest);
            case "start" -> network.servers().start(machine, Server.plain(rest));
            case "stop" -> network.servers().stop(machine, count(rest));
            case "hosts" -> machine.appendEtc("hosts", String.join(" ", rest));
            case "resolv" -> machine.appendEtc("resolv.conf", String.join(" ", rest));
            case "sysctl" -> machine.sysctl(rest);
            case "hold" -> network.sockets().hold(machine, count(rest), endpoint(rest));
            case "hold-mapped" ->
                    network.sockets().holdMapped(machine, count(rest), endpoint(rest));
            case "linger" -> network.sockets().linger(machine, count(rest), endpoint(rest));
            case "clog" -> network.sockets().clog(machine, Endpoint.of(rest.getFirst()));
            case "slow" -> network.slow(act.node(), count(rest));
            case "stall" -> network.sockets().stall(machine, Endpoint.of(rest.getFirst()), 500);
            default -> Commands.require(machine.wrap(network.programs().named(act.words())), "");
        }
    }

    private static int count(List<String> words) {
        return Integer.parseInt(words.getFirst());
    }

    private static Endpoint endpoint(List<String> words) {
        return Endpoint.of(words.get(1));
    }
}
