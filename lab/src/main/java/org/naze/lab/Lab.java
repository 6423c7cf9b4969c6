package org.naze.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the scenarios against the built command and says what was not as expected. */
public final class Lab {
    /** Where Debian keeps programs; those for root are not on everybody's path. */
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

    private static final Path HERE = Path.of("");

    /** A first call may build the command. */
    private static final long BUILD_MS = 300_000;

    private final Options options;
    private final List<Mixture> mixtures = new ArrayList<>();
    private int passed;
    private int failed;

    private Lab(Options options) {
        this.options = options;
    }

    /**
     * Exit status: 0 all passed, 1 something failed or was skipped, 2 the command line is wrong.
     */
    public static void main(String[] arguments) throws Exception {
        try {
            System.exit(new Lab(Options.of(arguments)).run() ? 0 : 1);
        } catch (ScenarioFile.Malformed e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        List<Scenario> wanted = scenarios().stream().filter(options::wants).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("no scenario fits " + options.filters());
        }
        if (!mayMakeNamespaces()) {
            System.out.println("Skipped: making network namespaces takes root's rights.");
            return total(wanted.size()) && options.allowSkip();
        }
        requireTools();
        Leftovers.sweep();
        Closing.install();
        long start = System.nanoTime();
        List<String> before = Leftovers.tempFiles();
        List<Trial.Result> results = runAll(wanted);
        reportLeftovers(before);
        if (options.table()) {
            write(results);
        }
        marks(rows(results));
        System.out.printf("%.1f s%n", (System.nanoTime() - start) / 1e9);
        return total(0) && failed == 0;
    }

    private List<Scenario> scenarios() throws IOException {
        if (!options.isMixed()) {
            return ScenarioFile.folder(options.scenarios());
        }
        System.out.printf("seed %d%n", options.seed());
        List<Piece> pieces = Piece.read(options.scenarios().resolveSibling("pieces.txt"));
        mixtures.addAll(Mixture.pairs(pieces, options.pairs(), options.seed()));
        mixtures.addAll(Mixture.varied(pieces, options.varied(), options.seed()));
        return mixtures.stream().map(Mixture::scenario).toList();
    }

    private boolean total(int skipped) {
        System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed, skipped);
        return true;
    }

    private void write(List<Trial.Result> results) throws IOException {
        List<String> scenarios =
                ScenarioFile.folder(options.scenarios()).stream().map(Scenario::name).toList();
        List<Row> rows = rows(results);
        FaultPage.read(HERE).with(rows, scenarios).write(HERE);
        System.out.printf("%d rows written to %s%n", rows.size(), FaultPage.PAGE);
    }

    private static List<Row> rows(List<Trial.Result> results) {
        return results.stream().flatMap(result -> Stream.ofNullable(result.row())).toList();
    }

    private static void marks(List<Row> rows) {
        var figures = new Figures(rows);
        for (Mark mark : Mark.values()) {
            long count = figures.count(mark, Mode.values());
            if (count > 0) {
                System.out.printf("%4d %s%n", count, mark.legend());
            }
        }
    }

    private List<Trial.Result> runAll(List<Scenario> scenarios) throws InterruptedException {
        var ended = new ArrayList<Trial.Result>();
        try (var pool = Executors.newFixedThreadPool(options.jobs())) {
            var results = new ArrayList<Future<Trial.Result>>();
            for (Scenario scenario : scenarios) {
                results.add(pool.submit(() -> new Trial(scenario, options).run()));
            }
            for (Future<Trial.Result> result : results) {
                ended.add(result.get());
                report(ended.getLast());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return ended;
    }

    private void report(Trial.Result result) {
        Map<Mode, Long> took = result.modeMs();
        String times =
                took.entrySet().stream()
                        .map(mode -> mode.getKey().word() + " " + mode.getValue())
                        .collect(Collectors.joining(", "));
        System.out.printf(
                "%s %-40s set-up %d, %s ms%n",
                result.passed() ? "ok    " : "FAILED",
                result.scenario().name(),
                result.setUpMs(),
                times);
        result.wrongs().forEach(wrong -> System.out.println("       " + wrong));
        if (result.passed()) {
            passed++;
        } else {
            failed++;
            mixtures.stream()
                    .filter(mixture -> mixture.name().equals(result.scenario().name()))
                    .forEach(mixture -> mixture.lines().forEach(Lab::show));
        }
    }

    /** A network that was made up, as a file of its own could say it. */
    private static void show(String line) {
        System.out.println("       | " + line);
    }

    private void reportLeftovers(List<String> tempFilesBefore) {
        var left = new ArrayList<>(Leftovers.ofThisRun());
        left.addAll(Leftovers.tempFiles());
        left.removeAll(tempFilesBefore);
        if (!left.isEmpty()) {
            System.out.println("FAILED left behind: " + left);
            failed++;
        }
    }

    private static boolean mayMakeNamespaces() {
        String name = Network.PREFIX + ProcessHandle.current().pid() + "-may";
        boolean may = Commands.run(List.of("ip", "netns", "add", name)).exit() == 0;
        if (may) {
            Commands.require(List.of("ip", "netns", "del", name), "");
        }
        return may;
    }

    private void requireTools() throws IOException {
        List<String> missing =
                Files.readAllLines(options.scenarios().resolveSibling("packages")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" ")[0])
                        .filter(Lab::isMissing)
                        .collect(Collectors.toCollection(ArrayList::new));
        if (options.table()) {
            Tool.programs().stream().filter(Lab::isMissing).forEach(missing::add);
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("not installed: " + String.join(", ", missing));
        }
        if (!options.checksOnly()) {
            requireCommand();
        }
    }

    private void requireCommand() {
        if (!Files.isExecutable(options.naze())) {
            throw new IllegalArgumentException("no command at " + options.naze());
        }
        var causes = new ProcessBuilder(options.naze().toString(), "causes");
        if (Commands.run(causes, "", BUILD_MS).exit() != 0) {
            throw new IllegalArgumentException(options.naze() + " causes fails");
        }
    }

    private static boolean isMissing(String program) {
        return FOLDERS.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }
}
