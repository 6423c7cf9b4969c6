package org.naze.linux;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Small files of /proc: short, and any of them may be missing or unreadable. */
final class Proc {
    private static final int MAX_BYTES = 1 << 16;

    private Proc() {}

    /** What a file says, without white space around it; null if it can't be read. */
    static @Nullable String read(String path) {
        try (var in = new FileInputStream(path)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** A kernel setting of this thread's network namespace, e.g. {@code ipv4/tcp_tw_reuse}. */
    static @Nullable String setting(String name) {
        return read("/proc/sys/net/" + name);
    }

    /** A setting that is one number. */
    static int setting(String name, int otherwise) {
        return number(setting(name), otherwise);
    }

    /** Changes a setting of this thread's network namespace; false if that may not be. */
    static boolean set(String name, String value) {
        try (var out = new FileOutputStream("/proc/sys/net/" + name)) {
            out.write(value.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The number that a text is, if it is one. */
    static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
