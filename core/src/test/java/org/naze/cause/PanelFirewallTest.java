package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Finding;
import org.naze.model.Remedy;
import org.naze.model.Verdict;

class PanelFirewallTest {
    private static final String CAUSE = "panel-firewall";

    private static Seen silent() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .routed(SERVER)
                .connect(SERVER, Errno.SILENT)
                .echo(SERVER, true, 63);
    }

    private static Fact page(String server, String title, String... marks) {
        return new Fact.Page(SERVER, 8443, true, server, title, List.of(marks));
    }

    private static String firstRemedy(Seen seen) {
        Finding finding =
                seen.judged().causes().stream()
                        .filter(f -> f.cause().equals(CAUSE))
                        .findFirst()
                        .orElseThrow();
        Remedy remedy = finding.remedies().getFirst();
        return remedy.key();
    }

    @Test
    void eachPanelIsKnownByWhatItSays() {
        assertThat(firstRemedy(silent().fact(page("nginx", "", "/etc/init.d/bt"))))
                .isEqualTo("open-bt");
        assertThat(firstRemedy(silent().fact(page("", "aaPanel Linux panel", "/etc/init.d/bt"))))
                .isEqualTo("open-aapanel");
        assertThat(firstRemedy(silent().fact(page("cpsrvd", "")))).isEqualTo("open-cpanel");
        assertThat(firstRemedy(silent().fact(page("sw-cp-server", "")))).isEqualTo("open-plesk");
        assertThat(firstRemedy(silent().fact(page("MiniServ/2.105", "Login to Webmin"))))
                .isEqualTo("open-webmin");
        assertThat(firstRemedy(silent().fact(page("nginx", "", "1pctl"))))
                .isEqualTo("open-onepanel");
    }

    @Test
    void itIsLikelyAndNeverMore() {
        Seen seen = silent().fact(page("cpsrvd", "WHM Login"));
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .containsEntry("host-firewall", Verdict.LIKELY);
        assertThat(seen.judged().causes().getFirst().cause()).isEqualTo(CAUSE);
    }

    @Test
    void anotherPageIsNoPanels() {
        assertThat(silent().fact(page("nginx", "Welcome to nginx!")).verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aRefusalIsNoFirewalls() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .fact(page("cpsrvd", "WHM Login"));
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aRejectionByTheHostIs() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .icmp(SERVER, Errno.EHOSTUNREACH, 300, SERVER, 3, 10)
                        .fact(page("cpsrvd", "WHM Login"));
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }
}
