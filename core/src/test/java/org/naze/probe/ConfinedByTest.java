package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Fact.Confinement;

class ConfinedByTest {
    @TempDir Path proc;

    private void status(int noNewPrivileges, int seccomp) throws IOException {
        Files.writeString(
                proc.resolve("status"),
                "Name:\ta\nNoNewPrivs:\t%d\nSeccomp:\t%d\nSeccomp_filters:\t1\n"
                        .formatted(noNewPrivileges, seccomp));
    }

    private void label(String file, String label) throws IOException {
        Path path = proc.resolve("attr").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, label);
    }

    private @Nullable Object read(@Nullable String enforce) {
        return ConfinedBy.read(proc, 7, enforce).orElse(null);
    }

    @Test
    void nothingIsInForceWhereNothingIsSaid() throws IOException {
        assertThat(read(null)).isNull();
        status(0, 0);
        assertThat(read(null)).isEqualTo(new Confinement(7, false, false, null, null, false));
        label("current", "unconfined\n");
        assertThat(read(null)).isEqualTo(new Confinement(7, false, false, null, null, false));
        label("current", "unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\0");
        assertThat(read("1")).isEqualTo(new Confinement(7, false, false, null, null, false));
    }

    @Test
    void aProfileOfAppArmor() throws IOException {
        status(1, 2);
        label("apparmor/current", "docker-default (enforce)\n");
        assertThat(read(null))
                .isEqualTo(
                        new Confinement(
                                7, true, true, "apparmor", "docker-default (enforce)", true));
        label("apparmor/current", "docker-default (complain)\n");
        assertThat(read(null))
                .isEqualTo(
                        new Confinement(
                                7, true, true, "apparmor", "docker-default (complain)", false));
    }

    @Test
    void aContextOfSelinux() throws IOException {
        status(0, 0);
        label("current", "system_u:system_r:httpd_t:s0\0");
        for (String enforce : new String[] {"0", "1"}) {
            assertThat(read(enforce))
                    .isEqualTo(
                            new Confinement(
                                    7,
                                    false,
                                    false,
                                    "selinux",
                                    "system_u:system_r:httpd_t:s0",
                                    enforce.equals("1")));
        }
    }
}
