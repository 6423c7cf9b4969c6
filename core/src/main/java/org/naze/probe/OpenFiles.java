package org.naze.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;

/** Open files against their limits, of one process and of the machine (proc(5)). */
final class OpenFiles {
    /** A process with very many is looked at no further: the kinds show by then. */
    private static final int MOST_LOOKED_AT = 10_000;

    private static final int SOCKETS = 0;
    private static final int PIPES = 1;
    private static final int FILES = 2;
    private static final int OTHERS = 3;

    private OpenFiles() {}

    /** Those of a process. */
    static Answer<Fact.Descriptors> of(Path proc, int pid) {
        Path folder = proc.resolve("fd");
        String[] names = new File(folder.toString()).list();
        if (names == null) {
            return Answer.none(Reason.NOT_PERMITTED, folder.toString());
        }
        try {
            int[] limits = limits(Files.readString(proc.resolve("limits")));
            int used = 0;
            for (String name : names) {
                used += Integer.parseInt(name) < limits[0] ? 1 : 0;
            }
            int[] kinds = kinds(folder, names);
            return Answer.of(
                    new Fact.Descriptors(
                            pid,
                            used,
                            limits[0],
                            limits[1],
                            kinds[SOCKETS],
                            kinds[PIPES],
                            kinds[FILES],
                            kinds[OTHERS]));
        } catch (IOException | RuntimeException e) {
            return Answer.none(Reason.FAILED, proc.resolve("limits").toString());
        }
    }

    /** The soft and the hard limit. */
    private static int[] limits(String text) throws IOException {
        for (String line : text.split("\n")) {
            if (line.startsWith("Max open files")) {
                String[] words = line.substring("Max open files".length()).strip().split("\\s+");
                return new int[] {number(words[0]), number(words[1])};
            }
        }
        throw new IOException("no limit of open files");
    }

    private static int number(String word) {
        return word.equals("unlimited")
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(word));
    }

    private static int[] kinds(Path folder, String[] names) {
        int[] kinds = new int[OTHERS + 1];
        for (int i = 0; i < names.length && i < MOST_LOOKED_AT; i++) {
            try {
                kinds[kind(Files.readSymbolicLink(folder.resolve(names[i])).toString())]++;
            } catch (IOException e) {
                // Closed since it was listed.
            }
        }
        return kinds;
    }

    private static int kind(String link) {
        if (link.startsWith("socket:")) {
            return SOCKETS;
        }
        if (link.startsWith("pipe:")) {
            return PIPES;
        }
        return link.startsWith("/") ? FILES : OTHERS;
    }

    /** Those of the machine: allocated, free (always 0), and the most there may be. */
    static Optional<Fact.SystemFiles> ofSystem(Path procs) {
        try {
            String[] words =
                    Files.readString(procs.resolve("sys/fs/file-nr")).strip().split("\\s+");
            return Optional.of(
                    new Fact.SystemFiles(Long.parseLong(words[0]), Long.parseLong(words[2])));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
