package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.HostsAliases;
import org.naze.model.Fact.HostsEntry;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Purpose;
import org.naze.model.Remedy;

class HostsOverrideTest {
    private static final String FILE = "/etc/hosts";

    /** Lines 3 and 4 lead to where nothing serves. */
    private static Seen twoLines() {
        return Seen.byClient("tcp://chat.example:8282")
                .lookup("chat.example", "10.2.0.7", "10.2.0.8")
                .fact(new HostsEntry(FILE, 3, "chat.example", "10.2.0.7"))
                .fact(new HostsEntry(FILE, 4, "chat.example", "10.2.0.8"))
                .connect("10.2.0.7", Errno.SILENT)
                .connect("10.2.0.8", Errno.ECONNREFUSED)
                .answer("10.1.0.53", "udp", LookupStatus.FOUND, Seen.SERVER)
                .connect(Purpose.ALTERNATIVE, Seen.SERVER, Seen.PORT, Errno.OK, Seen.AT_ONCE);
    }

    private static Remedy remedy(Seen seen) {
        return seen.judged().causes().stream()
                .filter(finding -> finding.cause().equals("hosts-override"))
                .flatMap(finding -> finding.remedies().stream())
                .findFirst()
                .orElseThrow();
    }

    private static String edits(Seen seen) {
        return Objects.requireNonNull(remedy(seen).command()).arguments().get(4);
    }

    /** With the first alone taken out, the system would go by the second. */
    @Test
    void everyLineThatMisleadsIsTakenOut() {
        assertThat(edits(twoLines())).isEqualTo("3s/^/# /;4s/^/# /");
        assertThat(Objects.requireNonNull(remedy(twoLines()).undo()).arguments().get(4))
                .isEqualTo("3s/^# //;4s/^# //");
        assertThat(remedy(twoLines()).values()).containsEntry("lines", "3, 4");
    }

    @Test
    void otherNamesOfTheLineKeepTheirAddress() {
        Seen seen = twoLines().fact(new HostsAliases(FILE, 4, List.of("db.example")));
        assertThat(edits(seen))
                .isEqualTo(
                        "3s/^/# /;4s/([[:space:]])(chat[.]example[.]?([[:space:]]|$))"
                                + "/\\1naze-off.\\2/I");
    }
}
