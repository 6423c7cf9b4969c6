package org.naze.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;

/** What confines a process, as far as proc(5) shows it: /proc/PID/status and /proc/PID/attr. */
final class ConfinedBy {
    private static final Path ENFORCE = Path.of("/sys/fs/selinux/enforce");

    private ConfinedBy() {}

    /** Empty where the process's status can't be read. */
    static Optional<Fact> read(Path proc, int pid) {
        return read(proc, pid, text(ENFORCE));
    }

    /**
     * The same, where it is known what SELinux does.
     *
     * @param enforce {@code 1} where it forbids, {@code 0} where it only notes, null without it
     */
    static Optional<Fact> read(Path proc, int pid, @Nullable String enforce) {
        String status = text(proc.resolve("status"));
        if (status == null) {
            return Optional.empty();
        }
        List<String> lines = status.lines().toList();
        String profile = text(proc.resolve("attr/apparmor/current"));
        String current = text(proc.resolve("attr/current"));
        // Before Linux 5.1 there was the common file alone, whoever wrote it.
        boolean isProfile = profile != null || enforce == null;
        String label = profile != null ? profile : current;
        boolean confines = label != null && confines(label);
        return Optional.of(
                new Fact.Confinement(
                        pid,
                        lines.contains("NoNewPrivs:\t1"),
                        lines.contains("Seccomp:\t2") || lines.contains("Seccomp:\t1"),
                        confines ? isProfile ? "apparmor" : "selinux" : null,
                        confines ? label : null,
                        confines && (isProfile ? enforces(label) : "1".equals(enforce))));
    }

    /** An AppArmor profile in complain mode only notes. */
    private static boolean enforces(@Nullable String profile) {
        return profile != null && profile.endsWith("(enforce)");
    }

    private static boolean confines(String label) {
        return !label.isEmpty() && !label.equals("unconfined") && !label.contains(":unconfined_t:");
    }

    private static @Nullable String text(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.replace("\0", "").strip();
        } catch (IOException e) {
            return null;
        }
    }
}
