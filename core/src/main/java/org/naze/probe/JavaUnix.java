package org.naze.probe;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.naze.model.Errno;

/** A Unix domain socket by Java alone, which knows no abstract names and gives no errno. */
final class JavaUnix {
    private JavaUnix() {}

    static Errno connect(String path) {
        return UnixDial.isAbstract(path) ? Errno.OTHER : connect(Path.of(path));
    }

    private static Errno connect(Path path) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            return channel.connect(UnixDomainSocketAddress.of(path)) ? Errno.OK : Errno.SILENT;
        } catch (IOException | IllegalArgumentException e) {
            return isFull(e)
                    ? Errno.SILENT
                    : Files.exists(path) ? SelectorDialer.errno(e) : missing(path);
        }
    }

    /** EAGAIN: there is no word for it but strerror(3)'s. */
    private static boolean isFull(Exception e) {
        return String.valueOf(e.getMessage()).contains("temporarily unavailable");
    }

    private static Errno missing(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent != null && Files.exists(parent) && !Files.isExecutable(parent)
                ? Errno.EACCES
                : Errno.ENOENT;
    }
}
