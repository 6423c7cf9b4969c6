package org.naze.probe;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact.Reason;

/**
 * A small file of the machine, read whole or up to a bound.
 *
 * @param text one character a byte: such files are ASCII, and what isn't must not stop the reading
 * @param isWhole nothing was left behind the bound
 */
record TextFile(String text, boolean isWhole) {
    private static final Path HERE = Path.of("/");
    private static final int MAX_LINKS = 40;

    /**
     * Reads a file; one that isn't there is empty, since its readers take it so. Through {@link
     * FileInputStream}, since java.nio's streams load the native part of the channels first.
     *
     * @param root the machine's or container's root directory
     * @param name the file's path under it, without a slash before it
     * @param maxBytes how much is read at most
     */
    static Answer<TextFile> read(Path root, String name, int maxBytes) {
        Path path = root.resolve(name);
        File file = (root.equals(HERE) ? path : follow(root, name)).toFile();
        if (!file.exists()) {
            return Answer.of(new TextFile("", true));
        }
        // A pipe or device in its place could hold the reader for ever.
        if (!file.isFile()) {
            return Answer.none(Reason.FAILED, path + " is not a file");
        }
        try (var in = new FileInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes);
            boolean whole = bytes.length < maxBytes || in.read() < 0;
            return Answer.of(new TextFile(new String(bytes, StandardCharsets.ISO_8859_1), whole));
        } catch (IOException e) {
            return Answer.none(
                    file.canRead() ? Reason.FAILED : Reason.NOT_PERMITTED, path.toString());
        }
    }

    /**
     * Where a file of another root really is. The kernel would take an absolute link in
     * /proc/PID/root from this process's own root: a container's resolv.conf, which often is such a
     * link, would be this machine's.
     */
    private static Path follow(Path root, String name) {
        Path done = root;
        var left = new ArrayDeque<Path>();
        Path.of(name).forEach(left::add);
        for (int links = 0; !left.isEmpty(); ) {
            Path next = left.remove();
            Path target = links < MAX_LINKS ? link(done.resolve(next)) : null;
            if (target == null) {
                done = next.toString().equals("..") ? above(root, done) : done.resolve(next);
                continue;
            }
            links++;
            done = target.isAbsolute() ? root : done;
            for (int i = target.getNameCount() - 1; i >= 0; i--) {
                left.addFirst(target.getName(i));
            }
        }
        return done;
    }

    private static Path above(Path root, Path path) {
        Path parent = path.getParent();
        return parent == null || path.equals(root) ? root : parent;
    }

    private static @Nullable Path link(Path path) {
        try {
            return Files.isSymbolicLink(path) ? Files.readSymbolicLink(path) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
