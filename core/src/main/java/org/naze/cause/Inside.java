package org.naze.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.model.Check;
import org.naze.model.Command;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Finding;
import org.naze.model.Remedy;
import org.naze.model.Where;

/**
 * Where the client is in a network namespace of its own, commands about its network have to be run
 * in there: from the person's shell by nsenter(1).
 *
 * @param process the client, null where its network is the shell's
 * @param serverToo the server is on the same machine
 */
record Inside(@Nullable AsProcess process, boolean serverToo) {
    /** Those that speak with the kernel's network. */
    private static final Set<String> TOOLS =
            Set.of("nft", "ip", "ss", "sysctl", "tcpdump", "conntrack", "ipset", "tc");

    static Inside of(Scene scene) {
        return new Inside(
                scene.evidence().first(AsProcess.class, AsProcess::hasOwnNetwork).orElse(null),
                scene.evidence().has(Route.class, r -> r.type() == RouteType.LOCAL));
    }

    List<Finding> findings(List<Finding> findings) {
        return process == null ? findings : findings.stream().map(this::finding).toList();
    }

    List<Check> checks(List<Check> checks) {
        return process == null ? checks : checks.stream().map(this::check).toList();
    }

    private Finding finding(Finding f) {
        List<Remedy> remedies = f.remedies().stream().map(this::remedy).toList();
        return new Finding(f.cause(), f.verdict(), f.variant(), f.values(), f.clues(), remedies);
    }

    private Remedy remedy(Remedy r) {
        return new Remedy(
                r.where(),
                r.key(),
                r.values(),
                command(r.where(), r.command()),
                command(r.where(), r.undo()),
                r.persistent());
    }

    private Check check(Check c) {
        Command command = command(c.where(), c.command());
        return command == null
                ? c
                : new Check(c.key(), c.between(), c.where(), command, c.values());
    }

    private @Nullable Command command(Where where, @Nullable Command command) {
        boolean here = where == Where.CLIENT || serverToo && where == Where.SERVER;
        if (process == null || command == null || !here || !isOfNetwork(command)) {
            return command;
        }
        var words =
                new ArrayList<>(List.of("nsenter", "-t", Integer.toString(process.pid()), "-n"));
        words.addAll(command.arguments());
        return new Command(true, words);
    }

    /** A shell is judged by what it runs first. */
    private static boolean isOfNetwork(Command command) {
        List<String> words = command.arguments();
        boolean script = words.size() > 2 && words.getFirst().equals("sh");
        String tool = script ? words.get(2).replaceFirst(" .*", "") : words.getFirst();
        return TOOLS.contains(tool) || tool.matches("ip6?tables.*");
    }
}
