package org.naze.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.NoSocket;
import org.naze.model.Fact.Purpose;

/**
 * A connect to a Unix domain socket (unix(7)). It would wait for as long as the accept queue is
 * full, for ever if need be; so it is tried again and again, without waiting, for a while.
 */
record UnixDial(Inquiry inquiry) {
    private static final long WAIT_MS = 2000;
    private static final long AGAIN_MS = 50;

    void dial() {
        String path = Objects.requireNonNull(inquiry.target().path());
        Deadline deadline = Deadline.in(Math.min(WAIT_MS, inquiry.settings().timeoutMs()));
        long start = System.nanoTime();
        Errno errno = inquiry.platform().connectUnix(path);
        while (errno == Errno.SILENT && !deadline.isOver() && pause()) {
            errno = inquiry.platform().connectUnix(path);
        }
        long micros = (System.nanoTime() - start) / 1000;
        inquiry.accept(new Connect(Purpose.TARGET, path, 0, null, errno, micros, null, null));
        if (errno == Errno.ECONNREFUSED && !isAbstract(path)) {
            whatIsThere(Path.of(path));
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A name beginning with this stands in no file system, as ss(8) writes it. */
    static boolean isAbstract(String path) {
        return path.startsWith("@");
    }

    /** The kernel refuses for a socket without a server and for what is no socket, alike. */
    private void whatIsThere(Path path) {
        if (Files.isDirectory(path) || Files.isRegularFile(path)) {
            inquiry.accept(new NoSocket(path.toString(), Files.isDirectory(path)));
        }
    }
}
