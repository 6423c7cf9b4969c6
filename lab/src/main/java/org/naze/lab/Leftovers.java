package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run has left behind on the machine. */
final class Leftovers {
    private static final Path TEMP = Path.of("/tmp");
    private static final Pattern OWN =
            Pattern.compile("(?<id>" + Network.PREFIX + "(?<pid>\\d+)-\\d+)-(?<node>.+)");

    private Leftovers() {}

    /** Namespaces, folders and processes that this run made and didn't take away. */
    static List<String> ofThisRun() {
        String own = Network.PREFIX + ProcessHandle.current().pid() + "-";
        var left = new ArrayList<String>();
        for (Path folder : List.of(Namespace.FOLDER, Machine.ETC, TEMP)) {
            names(folder)
                    .filter(name -> name.startsWith(own))
                    .forEach(n -> left.add(folder + "/" + n));
        }
        ProcessHandle.current()
                .descendants()
                .forEach(process -> left.add("process " + process.pid() + " " + process.info()));
        return left;
    }

    /** Takes away what earlier runs left that were killed before they could do so themselves. */
    static void sweep() {
        Map<String, List<String>> nodes =
                Stream.concat(names(Namespace.FOLDER), names(Machine.ETC))
                        .distinct()
                        .map(OWN::matcher)
                        .filter(name -> name.matches() && isGone(name.group("pid")))
                        .collect(
                                Collectors.groupingBy(
                                        name -> name.group("id"),
                                        Collectors.mapping(
                                                name -> name.group("node"), Collectors.toList())));
        nodes.forEach((id, left) -> Network.abandoned(id, left).close());
    }

    private static boolean isGone(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /** Files of the command's own in the folder for temporary ones. */
    static List<String> tempFiles() {
        return names(TEMP)
                .filter(name -> name.startsWith("naze") && !name.startsWith(Network.PREFIX))
                .toList();
    }

    private static Stream<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
