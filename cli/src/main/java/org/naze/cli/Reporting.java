package org.naze.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.explain.Explained;
import org.naze.model.Diagnosis;
import org.naze.model.Rechecked;
import org.naze.report.JsonReport;
import org.naze.report.TextReport;

/** Hands a diagnosis to whoever asked: as text, as JSON, as a file. */
final class Reporting {
    private Reporting() {}

    /** Prints the report and returns the exit status. */
    static int report(Common common, Diagnosis diagnosis, @Nullable Explained explained) {
        return report(common, diagnosis, explained, null);
    }

    /** The same with what came of looking again. */
    static int report(
            Common common,
            Diagnosis diagnosis,
            @Nullable Explained explained,
            @Nullable Rechecked rechecked) {
        if (common.has("--json")) {
            common.terminal().clear();
            new JsonReport(common.words()).write(diagnosis, explained, rechecked, Terminal.bytes());
        } else {
            Terminal terminal = common.terminal();
            var text = new TextReport(common.words(), terminal.layout(), common.has("--verbose"));
            terminal.out(common.has("--quiet") ? text.briefly(diagnosis) : text.of(diagnosis));
        }
        return diagnosis.isProblem() ? Exit.PROBLEM : Exit.FINE;
    }

    /** Prints what has changed since it did not work. */
    static void mended(Common common, Rechecked rechecked) {
        Terminal terminal = common.terminal();
        var text = new TextReport(common.words(), terminal.layout(), common.has("--verbose"));
        terminal.out(text.of(rechecked));
    }

    /** Writes the document to a file that only its owner can read. */
    static void save(
            Common common,
            Diagnosis diagnosis,
            @Nullable Explained explained,
            @Nullable Rechecked rechecked,
            Path file)
            throws IOException {
        var owner = PosixFilePermissions.fromString("rw-------");
        Set<StandardOpenOption> fresh =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        var attributes =
                posix
                        ? new java.nio.file.attribute.FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(owner)
                        }
                        : new java.nio.file.attribute.FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(file, fresh, attributes);
                OutputStream out = java.nio.channels.Channels.newOutputStream(channel)) {
            if (posix) {
                Files.setPosixFilePermissions(file, owner);
            }
            new JsonReport(common.words()).write(diagnosis, explained, rechecked, out);
        }
    }

    /**
     * Why a file can't be read or written: a word that the messages have ({@code value.why.…}), or
     * what the system says (strerror(3)).
     */
    static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "missing";
        }
        if (e instanceof AccessDeniedException) {
            return "denied";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null
                ? e.getClass().getSimpleName()
                : reason.equals("Is a directory") ? "directory" : reason;
    }
}
