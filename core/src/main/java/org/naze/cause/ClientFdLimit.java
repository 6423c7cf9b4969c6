package org.naze.cause;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Descriptors;
import org.naze.model.Fact.SystemFiles;
import org.naze.model.Finding;
import org.naze.model.Outcome;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The client process or its system has no file descriptors left; each connection needs one. */
final class ClientFdLimit implements Cause {
    /** From here on a busy moment is enough. */
    private static final int NEARLY_PERCENT = 90;

    /** What services commonly get (DefaultLimitNOFILE of systemd is far above it). */
    private static final int USUAL = 65_536;

    @Override
    public String id() {
        return "client-fd-limit";
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return ownFailure(scene).or(() -> ofProcess(scene)).or(() -> ofSystem(scene));
    }

    /** Whether the process as which the world is seen has none left. */
    static boolean isOut(Scene scene) {
        return descriptors(scene).filter(ClientFdLimit::isOut).isPresent();
    }

    private static boolean isOut(Descriptors d) {
        return d.used() >= d.limit();
    }

    private static Optional<Descriptors> descriptors(Scene scene) {
        return scene.evidence()
                .first(AsProcess.class)
                .flatMap(as -> scene.evidence().first(Descriptors.class, d -> d.pid() == as.pid()));
    }

    /** The kernel's own word of this very process, which has its limits from where it started. */
    private Optional<Finding> ownFailure(Scene scene) {
        return scene.failure(Outcome.NO_DESCRIPTORS)
                .map(c -> {
                    var finding = Finding.of(id(), certainty(scene, c)).with(scene.wordsFor(c));
                    String key = c.errno() == Errno.ENOBUFS ? "memory" : "failed";
                    for (Connect f : scene.failures()) {
                        finding.because(key, f, scene.wordsFor(f));
                    }
                    return remedies(finding, c.errno()).build();
                });
    }

    /** Memory runs out for many reasons; descriptors for one. */
    private static Verdict certainty(Scene scene, Connect c) {
        boolean all = scene.failures().stream().allMatch(f -> f.errno() == c.errno());
        return all && c.errno() != Errno.ENOBUFS ? Verdict.CONFIRMED : Verdict.LIKELY;
    }

    private static Finding.Builder remedies(Finding.Builder finding, Errno errno) {
        return switch (errno) {
            case ENFILE -> system(finding.variant("system"));
            case ENOBUFS ->
                    finding.variant("memory")
                            .remedy(
                                    Where.CLIENT,
                                    "see-memory",
                                    Command.of("cat", "/proc/net/sockstat"));
            default ->
                    finding.variant("own")
                            .remedy(
                                    Where.CLIENT,
                                    "raise-own",
                                    Command.of("ulimit", "-n", "" + USUAL))
                            .remedy(Where.CLIENT, "unit");
        };
    }

    private static Finding.Builder system(Finding.Builder finding) {
        return finding.remedy(Where.CLIENT, "see-system", Command.of("cat", "/proc/sys/fs/file-nr"))
                .remedy(Where.CLIENT, "raise-system");
    }

    private Optional<Finding> ofProcess(Scene scene) {
        return descriptors(scene)
                .filter(d -> 100L * d.used() >= (long) NEARLY_PERCENT * d.limit())
                .map(d -> {
                    var finding =
                            Finding.of(id(), isOut(d) ? Verdict.CONFIRMED : Verdict.POSSIBLE)
                                    .variant(isOut(d) ? "process" : "nearly")
                                    .with(words(scene, d))
                                    .because("used", d);
                    scene.evidence()
                            .first(AsProcess.class)
                            .filter(as -> isOut(d))
                            .ifPresent(as -> finding.because("process", as));
                    raise(finding, d);
                    return finding.remedy(Where.CLIENT, "leak", kinds(d))
                            .remedy(Where.CLIENT, "unit")
                            .build();
                });
    }

    private static Map<String, String> words(Scene scene, Descriptors d) {
        var words = new HashMap<>(scene.targetWords());
        String command = scene.evidence().first(AsProcess.class).map(AsProcess::command).orElse("");
        words.put("program", command + " (pid " + d.pid() + ")");
        words.put("used", Integer.toString(d.used()));
        words.put("limit", Integer.toString(d.limit()));
        words.put("sockets", Integer.toString(d.sockets()));
        words.put("pipes", Integer.toString(d.pipes()));
        words.put("files", Integer.toString(d.files()));
        words.put("others", Integer.toString(d.others()));
        return words;
    }

    /** At once, without a new start: up to the hard limit where that leaves room. */
    private static void raise(Finding.Builder finding, Descriptors d) {
        int enough = (int) Math.min(Integer.MAX_VALUE, Math.max(USUAL, 4L * d.limit()));
        boolean room = d.most() > d.limit();
        int limit = room ? Math.min(enough, d.most()) : enough;
        finding.remedy(
                Where.CLIENT,
                "raise",
                prlimit(d.pid(), limit, Math.max(limit, d.most())),
                prlimit(d.pid(), d.limit(), d.most()),
                false);
    }

    private static Command prlimit(int pid, int soft, int hard) {
        String limits = "--nofile=" + soft + ":" + hard;
        return Command.asRoot("prlimit", "--pid", Integer.toString(pid), limits);
    }

    /** What the descriptors lead to, counted; a kind that grows without end is a leak. */
    private static Command kinds(Descriptors d) {
        String count =
                "ls -l /proc/"
                        + d.pid()
                        + "/fd | sed 's/.*-> //; s/:.*//' | sort | uniq -c | sort -n";
        return Command.asRoot("sh", "-c", count);
    }

    private Optional<Finding> ofSystem(Scene scene) {
        return scene.evidence()
                .first(SystemFiles.class, files -> files.used() >= files.most())
                .filter(files -> isLimited(scene))
                .map(files -> {
                    var words =
                            Map.of(
                                    "used", Long.toString(files.used()),
                                    "limit", Long.toString(files.most()));
                    var finding =
                            Finding.of(id(), Verdict.LIKELY)
                                    .variant("system")
                                    .with(words)
                                    .because("system", files);
                    return system(finding).build();
                });
    }

    /** The machine's limit is none for root. */
    private static boolean isLimited(Scene scene) {
        return scene.evidence().has(AsProcess.class, as -> as.user() != 0);
    }
}
