package org.naze.probe;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Fact;

/**
 * The process that fails to connect, as which the world is to be seen: what proc(5) tells of it.
 *
 * @param proc its folder, {@code /proc/PID}
 * @param name its command's name alone: the arguments may hold secrets
 * @param user of its sockets, as numbered here
 * @param group of its sockets, as numbered here
 * @param started in clock ticks since boot: with the pid it tells one process from the next
 * @param network which network namespace it is in, {@code net:[4026531840]}
 * @param hasOwnFiles whether its files are others than Naze's
 * @param environment the variables with which it was started
 */
public record ClientProcess(
        Path proc,
        int pid,
        String name,
        int user,
        int group,
        long started,
        String network,
        boolean hasOwnFiles,
        Map<String, String> environment) {

    /** The system property that {@link Platform#enter} leaves. */
    public static final String ENTERED = "naze.entered";

    /** PF_KTHREAD (linux/sched.h). */
    private static final long KERNEL_THREAD = 0x0020_0000;

    private static final int MAX_ENVIRONMENT = 4 << 20;
    private static final Charset LATIN = StandardCharsets.ISO_8859_1;

    /** The fourth number of {@code Uid:} and {@code Gid:}, fsuid, is the one that sockets get. */
    private static final int OF_FILES = 4;

    public ClientProcess {
        environment = Map.copyOf(environment);
    }

    /**
     * Reads what there is to know.
     *
     * @throws ProcessException if there is no such process, or it may not be looked at
     */
    public static ClientProcess of(int pid) {
        return of(Path.of("/proc"), pid);
    }

    static ClientProcess of(Path procs, int pid) {
        Path proc = procs.resolve(Integer.toString(pid));
        if (!Files.isDirectory(procs.resolve("self"))) {
            throw new ProcessException("system", pid);
        }
        try {
            return read(procs.resolve("self"), proc, pid);
        } catch (IOException e) {
            throw new ProcessException(isDenied(e) ? "denied" : "gone", pid);
        }
    }

    /** EACCES, or EPERM where proc is mounted with {@code hidepid}. */
    private static boolean isDenied(IOException e) {
        return e instanceof AccessDeniedException
                || String.valueOf(e.getMessage()).endsWith("Operation not permitted");
    }

    private static ClientProcess read(Path self, Path proc, int pid) throws IOException {
        ProcessStat stat = ProcessStat.of(Files.readString(proc.resolve("stat"), LATIN));
        if ("ZX".indexOf(stat.state()) >= 0) {
            throw new ProcessException("zombie", pid);
        }
        if ((stat.flags() & KERNEL_THREAD) != 0) {
            throw new ProcessException("kernel", pid);
        }
        List<String> status = Files.readAllLines(proc.resolve("status"), LATIN);
        return new ClientProcess(
                proc,
                pid,
                stat.name(),
                number(status, "Uid:"),
                number(status, "Gid:"),
                stat.started(),
                link(proc, "ns/net"),
                hasOwnFiles(self, proc),
                environment(proc));
    }

    private static int number(List<String> status, String key) throws IOException {
        for (String line : status) {
            String[] fields = line.split("\\s+");
            if (fields[0].equals(key) && fields.length > OF_FILES) {
                return Integer.parseUnsignedInt(fields[OF_FILES]);
            }
        }
        throw new IOException("no " + key);
    }

    private static String link(Path proc, String name) throws IOException {
        return Files.readSymbolicLink(proc.resolve(name)).toString();
    }

    private static boolean hasOwnFiles(Path self, Path proc) throws IOException {
        return !link(self, "ns/mnt").equals(link(proc, "ns/mnt"))
                || !link(self, "root").equals(link(proc, "root"));
    }

    private static Map<String, String> environment(Path proc) throws IOException {
        var variables = new LinkedHashMap<String, String>();
        for (String each : read(proc.resolve("environ")).split("\0")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                // Of a name that stands there twice getenv(3) finds the first.
                variables.putIfAbsent(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return variables;
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_ENVIRONMENT), StandardCharsets.UTF_8);
        }
    }

    /** Where its files are. */
    public Path root() {
        return hasOwnFiles ? proc.resolve("root") : Path.of("/");
    }

    /** Whether this thread is in its network namespace. */
    public boolean sharesNetwork() {
        try {
            return link(Path.of("/proc/thread-self"), "ns/net").equals(network);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it is still the same process. */
    boolean isThere() {
        try {
            ProcessStat stat = ProcessStat.of(Files.readString(proc.resolve("stat"), LATIN));
            return stat.started() == started && "ZX".indexOf(stat.state()) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** It, as a fact. */
    Fact.AsProcess fact() {
        return new Fact.AsProcess(pid, name, user, hasOwnFiles, Boolean.getBoolean(ENTERED));
    }

    /** What it was told by system properties, where it is a Java program. */
    Optional<JavaProperties> java() {
        try {
            List<String> command = List.of(read(proc.resolve("cmdline")).split("\0"));
            return JavaProperties.isJava(command)
                    ? Optional.of(JavaProperties.of(command, environment))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How it resolves names. */
    NameProbe names() {
        return hasOwnFiles ? new NameProbe(root(), new FileResolver(root())) : new NameProbe();
    }
}
