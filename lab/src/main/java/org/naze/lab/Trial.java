package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sets one scenario up and runs the command in it, mode by mode. */
final class Trial {
    private static final String FULL_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Scenario scenario;
    private final Options options;
    private final List<String> wrongs = new ArrayList<>();
    private final Map<Mode, Said> said = new EnumMap<>(Mode.class);
    private final Map<Tool, String> told = new EnumMap<>(Tool.class);

    /**
     * What came of a scenario.
     *
     * @param wrongs what was not as expected; empty where it passed
     * @param setUpMs how long its set-up took, milliseconds
     * @param modeMs how long the command took in each mode, milliseconds
     * @param row its line of the table; null where there was no report to make it of
     */
    record Result(
            Scenario scenario,
            List<String> wrongs,
            long setUpMs,
            Map<Mode, Long> modeMs,
            @Nullable Row row) {
        boolean passed() {
            return wrongs.isEmpty();
        }
    }

    Trial(Scenario scenario, Options options) {
        this.scenario = scenario;
        this.options = options;
    }

    /** Runs it; what goes wrong in the lab itself is a wrong of the scenario, too. */
    Result run() {
        long start = System.nanoTime();
        long setUpMs = 0;
        var modeMs = new LinkedHashMap<Mode, Long>();
        try (Network network = Network.build(scenario.topology(), scenario::mentions)) {
            scenario.acts().forEach(act -> perform(act, network));
            setUpMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (options.pause()) {
                pause(network);
            }
            if (!options.checksOnly()) {
                diagnose(network, modeMs);
            }
            if (options.table()) {
                Aim.of(scenario).ifPresent(aim -> askTools(aim, network));
            }
            scenario.checks().forEach(check -> hold(check, network));
            scenario.pageChecks().forEach(check -> hold(check, network));
            // A wrong diagnosis mends nothing; what it is wrong about is said already.
            if (!options.checksOnly() && wrongs.isEmpty()) {
                scenario.mends().forEach(mode -> new Mend(scenario, this, network).in(mode));
            }
        } catch (RuntimeException e) {
            wrongs.add("the lab failed: " + e.getMessage());
        }
        boolean whole = said.size() == Mode.values().length;
        Row row = whole ? Row.of(scenario, told, said) : null;
        return new Result(scenario, List.copyOf(wrongs), setUpMs, modeMs, row);
    }

    /** One after the other, each with an empty neighbour table, as if it were the first to ask. */
    private void askTools(Aim aim, Network network) {
        for (Tool tool : Tool.values()) {
            network.forgetNeighbours();
            told.put(tool, tool.told(run(network, tool.mode(), tool.command(aim))));
        }
    }

    private void diagnose(Network network, Map<Mode, Long> modeMs) {
        for (Mode mode : Mode.values()) {
            if (options.modes().contains(mode)) {
                int runs = scenario.isHealthy() ? options.healthyRuns() : 1;
                for (int i = 0; i < runs; i++) {
                    if (options.table()) {
                        network.forgetNeighbours();
                    }
                    scenario.each().forEach(act -> perform(act, network));
                    Commands.Ran ran = attended(network, mode);
                    modeMs.put(mode, judge(mode, ran));
                    keep(network, mode, ran);
                }
            }
        }
    }

    /** Runs the command once, while what is to be done later is done. */
    private Commands.Ran attended(Network network, Mode mode) {
        try (var _ = new Laters(scenario.later(), act -> perform(act, network))) {
            return command(network, mode, saved(network, mode));
        }
    }

    /** Runs the command once. */
    Commands.Ran command(Network network, Mode mode, List<String> more) {
        var command = new ArrayList<String>();
        command.add(options.naze().toString());
        command.addAll(network.programs().named(scenario.arguments()));
        command.add("--json");
        command.addAll(more);
        return run(network, mode, command);
    }

    /** Runs a command where and with what the scenario's command runs. */
    private Commands.Ran run(Network network, Mode mode, List<String> command) {
        var builder =
                new ProcessBuilder(
                                network.machine(scenario.in()).wrap(within(network, mode, command)))
                        .directory(open(network, mode).toFile());
        String javaHome = builder.environment().getOrDefault("JAVA_HOME", "");
        builder.environment().clear();
        builder.environment().put("PATH", FULL_PATH);
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("HOME", open(network, mode).toString());
        if (!javaHome.isEmpty()) {
            builder.environment().put("JAVA_HOME", javaHome);
        }
        scenario.environment()
                .forEach((name, value) ->
                        builder.environment().put(name, network.programs().named(value)));
        return Commands.run(builder, "");
    }

    /** With the rights of the mode, and what the scenario takes away besides. */
    private List<String> within(Network network, Mode mode, List<String> command) {
        var wrapped = new ArrayList<>(network.programs().expanded(scenario.within()));
        wrapped.addAll(mode.wrap(command));
        return wrapped;
    }

    private long judge(Mode mode, Commands.Ran ran) {
        String prefix = mode.word() + ": ";
        Expectation expected = scenario.expectation(mode);
        if (expected.isUsage()) {
            expected.wrongs(ran).forEach(w -> wrongs.add(prefix + w + ": " + brief(ran.printed())));
            return ran.tookMs();
        }
        if (!ran.err().isBlank()) {
            wrongs.add(prefix + "wrote to standard error: " + brief(ran.err()));
        }
        try {
            Report report = Report.of(ran.out());
            said.put(mode, Said.of(scenario, mode, report, ran.tookMs()));
            var found = new ArrayList<>(scenario.wronglyConfirmed(report));
            if (ran.exit() != report.exitStatus()) {
                found.add("exit " + ran.exit() + " doesn't fit what it reports");
            }
            found.addAll(expected.wrongs(report, ran.exit(), ran.tookMs()));
            found.addAll(expected.missingChanges(report));
            if (!found.isEmpty()) {
                wrongs.add(prefix + String.join("; ", found) + "; saw " + report);
            }
        } catch (IllegalArgumentException e) {
            wrongs.add(
                    "%sexit %d, no report: %s: %s"
                            .formatted(prefix, ran.exit(), e.getMessage(), brief(ran.printed())));
        }
        return ran.tookMs();
    }

    /** Notes something that isn't as it should be. */
    void wrong(String what) {
        wrongs.add(what);
    }

    private static void perform(Scenario.Line act, Network network) {
        try {
            Acts.perform(act, network);
        } catch (RuntimeException e) {
            throw new IllegalStateException("line " + act.number() + ": " + e.getMessage(), e);
        }
    }

    /** Without this a scenario could pass whose network isn't broken as it says. */
    private void hold(Scenario.Check check, Network network) {
        Scenario.Line line = check.line();
        List<String> words = network.programs().expanded(network.programs().named(line.words()));
        Commands.Ran ran = Commands.run(network.machine(line.node()).wrap(words));
        String seen = ran.printed() + "exit " + ran.exit();
        if (!seen.contains(check.seen())) {
            wrongs.add(
                    "line %d: the network isn't as it says: no \"%s\" in: %s"
                            .formatted(line.number(), check.seen(), brief(seen)));
        }
    }

    /** A page that promises a sign which does not show sends people the wrong way. */
    private void hold(PageCheck check, Network network) {
        String printed = new PageRun(scenario, network, options.naze()).printed(check);
        if (!check.isShownBy(printed)) {
            wrongs.add(
                    "line %d: the page of %s promises %s\"%s\" after its check %d; it shows: %s"
                            .formatted(
                                    check.line().number(),
                                    check.cause(),
                                    check.absent() ? "no " : "",
                                    check.sign(),
                                    check.number(),
                                    brief(printed)));
        }
    }

    private List<String> saved(Network network, Mode mode) {
        return options.save() == null
                ? List.of()
                : List.of("--save", open(network, mode).resolve("facts.json").toString());
    }

    private void keep(Network network, Mode mode, Commands.Ran ran) {
        if (options.save() == null || scenario.expectation(mode).isUsage()) {
            return;
        }
        try {
            Path written = open(network, mode).resolve("facts.json");
            requireSaved(written, mode, ran);
            Files.createDirectories(options.save());
            Files.move(
                    written,
                    options.save().resolve(scenario.name() + "." + mode.word() + ".json"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireSaved(Path written, Mode mode, Commands.Ran ran) throws IOException {
        if (!Files.readString(written).strip().equals(ran.out().strip())) {
            wrongs.add(mode.word() + ": what it saved is not what it printed");
        }
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(written));
        if (!rights.equals("rw-------")) {
            wrongs.add(mode.word() + ": others may read what it saved: " + rights);
        }
    }

    /** A home of its own for the command, in which it may write whoever it is. */
    private static Path open(Network network, Mode mode) {
        try {
            Path home = network.scratch().resolve("home-" + mode.word());
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pause(Network network) {
        System.out.printf(
                "%s is set up; its machines: %s. Enter goes on.%n",
                scenario.name(), network.names());
        try {
            int read = System.in.read();
            if (read < 0) {
                throw new IllegalStateException("nobody is there to press Enter");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String brief(String text) {
        String line = text.strip().replaceAll("\\s*\\n\\s*", " | ");
        return line.length() <= 400 ? line : line.substring(0, 400) + "…";
    }
}
