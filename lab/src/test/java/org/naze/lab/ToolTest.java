package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.TargetParser;

class ToolTest {
    private static String words(Tool tool, int exit, String out, String err) {
        return tool.words(new Commands.Ran(exit, out, err, 12));
    }

    @Test
    void whatDiffersInEachRunIsLeftOut() {
        String refused =
                "curl: (7) Failed to connect to 10.2.0.5 port 8282 after 3 ms: Couldn't connect";
        assertThat(words(Tool.CURL, 7, "HTTP 000", refused)).isEqualTo("7: Couldn't connect");
        assertThat(words(Tool.CURL, 28, "", "curl: (28) Connection timed out after 5001 ms"))
                .isEqualTo("28: Connection timed out");
        assertThat(words(Tool.CURL, 0, "HTTP 405", "")).isEqualTo("HTTP 405");
    }

    @Test
    void ofSeveralAddressesEachCounts() {
        String both =
                """
                nc: connect to ::1 port 8282 (tcp) failed: Connection refused
                Connection to 127.0.0.1 8282 port [tcp/*] succeeded!
                """;
        assertThat(words(Tool.NC, 0, "", both)).isEqualTo("Connection refused; succeeded");
        assertThat(
                        words(
                                Tool.NC,
                                1,
                                "",
                                "nc: connect … (tcp) timed out: Operation now in progress"))
                .isEqualTo("timed out");
    }

    @Test
    void nmapSaysStateAndReason() {
        String state =
                "<state state=\"filtered\" reason=\"admin-prohibited\" reason_ttl=\"64\""
                        + " reason_ip=\"10.1.0.1\"/>";
        assertThat(words(Tool.NMAP_SYN, 0, state, ""))
                .isEqualTo("filtered admin-prohibited ttl 64 from 10.1.0.1");
        assertThat(words(Tool.NMAP_CONNECT, 0, "", "Failed to resolve \"chat.example\"."))
                .isEqualTo("failed to resolve");
    }

    @Test
    void eachIsToldTargetAndSource() {
        var aim = new Aim(TargetParser.parse("redis://[fd02::5]:6379"), "fd01::2");
        assertThat(Tool.CURL.command(aim)).contains("http://[fd02::5]:6379/").contains("fd01::2");
        assertThat(Tool.NC.command(aim)).endsWith("-s", "fd01::2", "fd02::5", "6379");
        assertThat(Tool.NMAP_SYN.command(aim)).contains("-6", "-S", "fd02::5");
        assertThat(List.of(Tool.values())).allMatch(tool -> !tool.command(aim).isEmpty());
    }
}
