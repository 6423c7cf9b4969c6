package org.naze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.report.FormatException;
import org.naze.report.JsonReport;

/** The command as scripts and people call it. */
class CommandTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String SECRET = "hunter2";
    private static final String ESCAPE = "\u001b";

    @TempDir Path folder;

    private Ran naze(String... arguments) throws IOException, InterruptedException {
        return Ran.in(folder).naze(arguments);
    }

    /** A port on which nothing listens: one that was free a moment ago. */
    private static int closed() throws IOException {
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    private static String closedTarget() throws IOException {
        return "tcp://127.0.0.1:" + closed();
    }

    private static Evidence facts(String document) throws FormatException {
        return JsonReport.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertUsage(Ran ran, String... words) {
        assertThat(ran.status()).as(ran.errors()).isEqualTo(2);
        assertThat(ran.text()).isEmpty();
        assertThat(ran.errors()).startsWith("naze: ").hasLineCount(1);
        for (String word : words) {
            assertThat(ran.errors()).contains(word);
        }
        assertThat(ran.errors()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void statusIs0WhereAClientCanConnect() throws Exception {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            Ran ran = naze("tcp://127.0.0.1:" + server.getLocalPort());
            assertThat(ran.status()).isEqualTo(0);
            assertThat(ran.errors()).isEmpty();
        }
    }

    @Test
    void statusIs1WhereItCannot() throws Exception {
        Ran ran = naze(closedTarget());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.errors()).isEmpty();
        assertThat(ran.text()).contains("not-listening");
    }

    @Test
    void statusIs2WhereTheCommandLineIsWrong() throws Exception {
        assertUsage(naze("--no-such-option", "127.0.0.1:1"), "--no-such-option");
        assertUsage(naze("causes", "nope"), "nope");
        assertUsage(naze("127.0.0.1:1", "127.0.0.1:2"));
        assertUsage(naze("nosuch://127.0.0.1:1"), "nosuch");
        assertUsage(naze("127.0.0.1:99999"), "99999");
        assertUsage(naze("127.0.0.1:1", "--source", "chat.example"), "--source");
        assertUsage(naze("127.0.0.1:1", "--expect-address=nowhere"), "--expect-address");
    }

    @Test
    void aTimeoutIsANumberOfSeconds() throws Exception {
        for (String timeout : List.of("0", "-1", "abc", "3601", "NaN", "Infinity", "")) {
            assertUsage(naze("127.0.0.1:1", "--timeout=" + timeout));
        }
    }

    @Test
    void withoutATargetItSaysHowOneLooks() throws Exception {
        assertUsage(naze());
        Ran onTerminal = Ran.in(folder).with("-Dnaze.tty.in=true").naze();
        assertThat(onTerminal.status()).isEqualTo(2);
        assertThat(onTerminal.text()).contains("naze ");
    }

    @Test
    void statusIs3WhereNazeItselfFails() throws Exception {
        Ran ran = Ran.in(folder).writingTo("/dev/full").naze(closedTarget(), "--json");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.errors()).startsWith("naze: ").hasLineCount(1);
    }

    @Test
    void helpAndVersionAreAnswers() throws Exception {
        for (String[] call :
                List.of(
                        new String[] {"--help"},
                        new String[] {"help"},
                        new String[] {"diagnose", "--help"},
                        new String[] {"judge", "--help"},
                        new String[] {"--version"},
                        new String[] {"causes"},
                        new String[] {"causes", "not-listening"})) {
            Ran ran = naze(call);
            assertThat(ran.status()).as(String.join(" ", call)).isEqualTo(0);
            assertThat(ran.errors()).isEmpty();
            assertThat(ran.text()).isNotBlank();
        }
    }

    @Test
    void jsonIsOneDocumentInUtf8WhateverTheLocale() throws Exception {
        for (String encoding : List.of("US-ASCII", "ISO-8859-1", "UTF-16")) {
            Ran ran =
                    Ran.in(folder, Map.of("LANG", "ja_JP.eucJP"))
                            .with("-Dstdout.encoding=" + encoding)
                            .naze(closedTarget(), "--json");
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.errors()).isEmpty();
            assertThat(ran.text()).doesNotContain("\ufffd", ESCAPE).containsPattern("[ぁ-ん]");
            assertThat(facts(ran.text()).has(Fact.Connect.class, c -> true)).isTrue();
        }
    }

    @Test
    void savedIsWhatJsonSaysAndForItsOwnerOnly() throws Exception {
        Path file = Files.writeString(folder.resolve("facts.json"), "x".repeat(100_000));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Ran ran = naze(closedTarget(), "--json", "--save", file.toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo(ran.text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertUsage(naze(closedTarget(), "--save", "/proc/none/facts.json"), "/proc/none");
    }

    @Test
    void judgeSaysOfSavedFactsWhatTheDiagnosisSaid() throws Exception {
        Path file = folder.resolve("facts.json");
        Ran diagnosed = naze(closedTarget(), "--json", "--save", file.toString());
        Ran judged = naze("judge", file.toString(), "--json");
        assertThat(judged.status()).isEqualTo(diagnosed.status());
        assertThat(judged.text()).isEqualTo(diagnosed.text());
    }

    @Test
    void judgeReadsNothingButSavedFacts() throws Exception {
        assertUsage(naze("judge", folder.resolve("none.json").toString()), "none.json");
        assertUsage(naze("judge", folder.toString()));
        for (String content : List.of("", "{}", "not JSON", "{\"schema\": \"naze/1\"}")) {
            Path file = Files.writeString(folder.resolve("broken.json"), content);
            assertUsage(naze("judge", file.toString()), "broken.json");
        }
    }

    @Test
    void pipedTextIsPlain() throws Exception {
        assertThat(naze(closedTarget()).text()).doesNotContain(ESCAPE);
        assertThat(naze(closedTarget(), "--verbose").text()).doesNotContain(ESCAPE);
    }

    @Test
    void colourIsForTerminalsAndForThoseWhoWantIt() throws Exception {
        String terminal = "-Dnaze.tty.out=true";
        String target = closedTarget();
        assertThat(Ran.in(folder).with(terminal).naze(target).text()).contains(ESCAPE);
        assertThat(Ran.in(folder).with(terminal).naze(target, "--no-color").text())
                .doesNotContain(ESCAPE);
        for (Map<String, String> plain : List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"))) {
            assertThat(Ran.in(folder, plain).with(terminal).naze(target).text())
                    .as("%s", plain)
                    .doesNotContain(ESCAPE);
        }
    }

    @Test
    void quietIsTheAnswerAndWhatToDo() throws Exception {
        String target = closedTarget();
        List<String> all = naze(target).text().lines().toList();
        List<String> quiet = naze(target, "--quiet").text().lines().toList();
        assertThat(quiet).hasSizeBetween(1, 5);
        assertThat(all).startsWith(quiet.toArray(String[]::new)).hasSizeGreaterThan(quiet.size());
    }

    @Test
    void languagesAreTheLocalesOrAsAsked() throws Exception {
        String target = closedTarget();
        assertThat(naze(target, "--lang=ja").text()).containsPattern("[ぁ-ん]");
        assertThat(naze(target, "--lang", "ja").text()).containsPattern("[ぁ-ん]");
        assertThat(naze(target, "--lang=en").text()).doesNotContainPattern("[^\\x00-\\x7f–—✓✗→…─]");
        var german = Ran.in(folder, Map.of("LANG", "de_DE.UTF-8")).naze(target);
        assertThat(german.text()).doesNotContainPattern("\\p{IsHan}");
        var japanese = Ran.in(folder, Map.of("LC_ALL", "ja_JP.UTF-8", "LANG", "C")).naze(target);
        assertThat(japanese.text()).containsPattern("[ぁ-ん]");
        for (String tag : List.of("zh", "zh-TW", "zh_HK.UTF-8", "zh-Hant")) {
            assertThat(naze(target, "--lang", tag).text()).as(tag).contains("没有程序监听");
        }
        var taiwan = Ran.in(folder, Map.of("LANG", "zh_TW.UTF-8")).naze("causes", "not-listening");
        assertThat(taiwan.text()).contains("## 发生了什么");
        assertUsage(naze(target, "--lang", "fr"), "--lang", "en", "ja", "zh", "fr");
    }

    @Test
    void whereTheLocaleLacksALanguagesLettersItIsUtf8() throws Exception {
        for (String encoding : List.of("Big5", "EUC-JP", "ISO-8859-1")) {
            Ran ran =
                    Ran.in(folder).with("-Dstdout.encoding=" + encoding).naze("--lang=zh", "help");
            assertThat(ran.text()).as(encoding).contains("这个报错是什么意思");
        }
    }

    @Test
    void whatEveryCommandTakesMayStandBeforeIt() throws Exception {
        String page = naze("causes", "not-listening", "--lang=zh").text();
        assertThat(page).contains("## 发生了什么");
        assertThat(naze("--lang", "zh", "causes", "not-listening").text()).isEqualTo(page);
        assertThat(naze("--lang=zh", "-q", "causes", "not-listening").text()).isEqualTo(page);
        assertThat(naze("--lang=zh", "--help").text()).isEqualTo(naze("help", "--lang=zh").text());
        assertThat(naze("--json", "explain", "ECONNREFUSED").text()).startsWith("{");
        assertUsage(naze("--lang"), "--lang");
    }

    @Test
    void aWrongCommandLineIsExplainedInTheReadersLanguage() throws Exception {
        for (String[] call :
                List.of(
                        new String[] {"127.0.0.1:1", "--timeout=x"},
                        new String[] {"judge", folder.toString()},
                        new String[] {"judge", folder.resolve("none").toString()},
                        new String[] {"127.0.0.1"})) {
            Ran ran = Ran.in(folder, Map.of("LANG", "zh_CN.UTF-8")).naze(call);
            assertUsage(ran);
            assertThat(ran.errors()).containsPattern("\\p{IsHan}");
        }
    }

    @Test
    void anErrorTextIsExplainedAndItsTargetDiagnosed() throws Exception {
        int port = closed();
        String text = "Error: connect ECONNREFUSED 127.0.0.1:" + port;
        Ran given = naze(text, "--json");
        Ran piped = Ran.in(folder).reading(text + "\n    at TCPConnectWrap\n").naze("--json");
        for (Ran ran : List.of(given, piped)) {
            assertThat(ran.status()).isEqualTo(1);
            assertThat(facts(ran.text()).target().port()).isEqualTo(port);
            assertThat(ran.text()).contains("\"explained\":");
        }
        Ran explained = naze("explain", text);
        assertThat(explained.status()).isEqualTo(0);
        assertThat(explained.text()).contains("not-listening");
    }

    @Test
    void secretsNeverShow() throws Exception {
        int port = closed();
        var proxies =
                Map.of(
                        "http_proxy", "http://me:" + SECRET + "@127.0.0.1:" + port,
                        "all_proxy", "socks5://me:" + SECRET + "@127.0.0.1:" + port,
                        "NAZE_DEBUG", "1");
        String there = "127.0.0.1:" + port;
        for (String[] call :
                List.of(
                        new String[] {"http://me:" + SECRET + "@" + there + "/?token=" + SECRET},
                        new String[] {"redis://:" + SECRET + "@" + there},
                        new String[] {"jdbc:mysql://" + there + "/db?password=" + SECRET},
                        new String[] {there, "--proxy=http://me:" + SECRET + "@" + there},
                        new String[] {there, "--proxy=bad://me:" + SECRET + "@x y"},
                        new String[] {"nosuch://me:" + SECRET + "@" + there},
                        new String[] {"http://me:" + SECRET + "@" + there + ":99999"},
                        new String[] {"Error: can't open http://me:" + SECRET + "@" + there})) {
            for (String how : List.of("--json", "--verbose", "--save=" + folder.resolve("facts"))) {
                var arguments = new java.util.ArrayList<>(List.of(call));
                arguments.add(how);
                Ran ran = Ran.in(folder, proxies).naze(arguments.toArray(String[]::new));
                assertThat(ran.text() + ran.errors())
                        .as(String.join(" ", arguments))
                        .doesNotContain(SECRET)
                        .isNotBlank();
            }
            Path saved = folder.resolve("facts");
            if (Files.exists(saved)) {
                assertThat(Files.readString(saved, StandardCharsets.UTF_8)).doesNotContain(SECRET);
            }
        }
    }
}
