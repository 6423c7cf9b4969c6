package org.naze.probe;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;
import org.naze.model.Target;

/** A connect to a Unix domain socket (unix(7)). */
final class UnixDial {
    private UnixDial() {}

    static void dial(Target target, Consumer<Fact> note) {
        String path = Objects.requireNonNull(target.path());
        long start = System.nanoTime();
        Errno errno = errno(Path.of(path));
        long micros = (System.nanoTime() - start) / 1000;
        note.accept(new Connect(Purpose.TARGET, path, 0, null, errno, micros, null, null));
    }

    private static Errno errno(Path path) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected() ? Errno.OK : Errno.OTHER;
        } catch (IOException | IllegalArgumentException e) {
            if (Files.exists(path)) {
                return SelectorDialer.errno(e);
            }
            Path parent = parent(path);
            return Files.exists(parent) && !Files.isExecutable(parent)
                    ? Errno.EACCES
                    : Errno.ENOENT;
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }
}
