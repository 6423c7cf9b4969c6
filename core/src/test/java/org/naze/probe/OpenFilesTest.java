package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;

class OpenFilesTest {
    private static final String LIMITS =
            """
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             63484                63484                processes
            Max open files            4                    unlimited            files
            Max locked memory         8388608              8388608              bytes
            """;

    @TempDir Path proc;

    @BeforeEach
    void process() throws IOException {
        Files.createDirectory(proc.resolve("fd"));
        Files.writeString(proc.resolve("limits"), LIMITS);
    }

    private void open(int number, String link) throws IOException {
        Files.createSymbolicLink(proc.resolve("fd/" + number), Path.of(link));
    }

    private Fact.Descriptors descriptors() {
        return OpenFiles.of(proc, 7) instanceof Answer.Known<Fact.Descriptors>(var known)
                ? known
                : new Fact.Descriptors(0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void whatLiesAboveTheLimitTakesNoneOfItsNumbers() throws IOException {
        open(0, "/dev/null");
        open(1, "pipe:[1]");
        open(3, "socket:[2]");
        open(17, "anon_inode:[eventpoll]");
        assertThat(descriptors())
                .isEqualTo(new Fact.Descriptors(7, 3, 4, Integer.MAX_VALUE, 1, 1, 1, 1));
    }

    @Test
    void whatMayNotBeReadIsNotCounted() throws IOException {
        assertThat(OpenFiles.of(proc.resolve("none"), 7))
                .isEqualTo(Answer.none(Reason.NOT_PERMITTED, proc.resolve("none/fd").toString()));
        Files.writeString(proc.resolve("limits"), "");
        assertThat(OpenFiles.of(proc, 7)).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void theMachinesAreInOneLine() throws IOException {
        Files.createDirectories(proc.resolve("sys/fs"));
        assertThat(OpenFiles.ofSystem(proc)).isEmpty();
        Files.writeString(proc.resolve("sys/fs/file-nr"), "873\t0\t9223372036854775807\n");
        assertThat(OpenFiles.ofSystem(proc)).contains(new Fact.SystemFiles(873, Long.MAX_VALUE));
    }

    @Test
    void thisProcessHasSomeLeft() {
        assertThat(OpenFiles.of(Path.of("/proc/self"), 1))
                .isInstanceOfSatisfying(
                        Answer.Known.class,
                        known -> assertThat(known.value().toString()).contains("sockets="));
    }
}
