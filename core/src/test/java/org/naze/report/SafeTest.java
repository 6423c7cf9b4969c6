package org.naze.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.cause.Judge;
import org.naze.model.Check;
import org.naze.model.Command;
import org.naze.model.Diagnosis;
import org.naze.model.Evidence;
import org.naze.model.Finding;
import org.naze.model.Remedy;
import org.naze.model.Target;
import org.naze.report.Samples.Sample;

/**
 * What comes from outside (names, banners, rules, process titles) neither steers the terminal nor
 * gets into a shell.
 */
class SafeTest {
    private static final long SEED = 20260101;
    private static final List<Language> LANGUAGES = List.of(Language.values());

    /** Pieces that mean something to a terminal, a reader, a shell or a template. */
    private static final List<String> PIECES =
            List.of(
                    "\u001b[2J",
                    "\u001b]0;x\u0007",
                    "\u009b31m",
                    "\u0000",
                    "\b",
                    "\r",
                    "\n",
                    "\t",
                    "\u007f",
                    "\u0085",
                    "\u200b",
                    "\u202e",
                    "\u2066",
                    "\u2028",
                    "\ufeff",
                    "\ue000",
                    "\ud800",
                    "\udc00",
                    "\udb40\udc41",
                    "'",
                    "\"",
                    "\\",
                    "`>pwned`",
                    "$(>pwned)",
                    ";>pwned;",
                    "\n>pwned\n",
                    "&& >pwned",
                    "|>pwned",
                    "';>pwned;'",
                    "${HOME}",
                    "!!",
                    "*",
                    "~",
                    "#",
                    "{host}",
                    "{",
                    "}",
                    "%s",
                    " ",
                    "-n",
                    "é",
                    "接続",
                    "😀",
                    "a",
                    "0");

    private static final Pattern COLOR = Pattern.compile("\u001b\\[(?:0|1|2|31|32|33|36)m");

    @TempDir private Path folder;

    @Test
    void plainTextStaysAsItIs() {
        assertThat(Safe.text("10.0.0.5:8282 ECONNREFUSED ~!"))
                .isEqualTo("10.0.0.5:8282 ECONNREFUSED ~!");
        assertThat(Safe.text("接続拒否 é 😀")).isEqualTo("接続拒否 é 😀");
        assertThat(Safe.text("")).isEmpty();
    }

    @Test
    void whatCannotBeSeenIsMadeVisible() {
        for (String piece :
                List.of(
                        "\u001b", "\u0000", "\n", "\u007f", "\u009b", "\u202e", "\u200b",
                        "\ud800")) {
            assertThat(Safe.text("a" + piece + "b")).isEqualTo("a\ufffdb");
        }
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(Safe.text("x".repeat(400))).isEqualTo("x".repeat(299) + "…");
        String faces = Safe.text("😀".repeat(400));
        assertThat(faces.codePoints().count()).isEqualTo(300);
        assertThat(faces.codePoints()).containsOnly(0x1f600, (int) '…').last().isEqualTo((int) '…');
    }

    @Test
    void safeTextIsShowableAndStaysSo() {
        var random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            String safe = Safe.text(outside(random, 12));
            assertSeen("Safe.text", safe);
            assertThat(Safe.text(safe)).isEqualTo(safe);
        }
    }

    @Test
    void reportsOnlyHaveColoursOfTheirOwn() {
        var random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            String outside = outside(random, 6);
            for (Sample sample : Samples.endingWith(outside)) {
                Diagnosis diagnosis = Judge.judge(sample.evidence());
                var words = new Words(LANGUAGES.get(i % LANGUAGES.size()));
                String plain = new TextReport(words, Layout.PLAIN, true).of(diagnosis);
                assertSeen("text of " + sample, plain.replace("\n", ""));
                var colours = new Layout(80, true, false);
                String coloured = new TextReport(words, colours, true).of(diagnosis);
                assertThat(COLOR.matcher(coloured).replaceAll("")).isEqualTo(plain);
            }
        }
    }

    /** A document may be looked at on a terminal too; what it holds comes back unchanged. */
    @Test
    void documentsAreSeenAsTheyAreAndHoldEverything() throws FormatException {
        var random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            String outside = outside(random, 6);
            for (Sample sample : Samples.endingWith(outside)) {
                var words = new Words(LANGUAGES.get(i % LANGUAGES.size()));
                String json = ReportTest.json(words, Judge.judge(sample.evidence()));
                assertThat(json).endsWith("}\n");
                assertSeen("document of " + sample, json.strip());
                String plain = ReportTest.json(words, Judge.judge(withPlainTarget(sample)));
                var read = JsonReport.read(new ByteArrayInputStream(plain.getBytes(UTF_8)));
                assertThat(read.entries()).isEqualTo(sample.evidence().entries());
            }
        }
    }

    /**
     * A target is read back only as it could have been given, so without an ending of this kind.
     */
    private static Evidence withPlainTarget(Sample sample) {
        var target =
                new Target("ws://chat.example:8282/", "ws", "chat.example", 8282, "/", List.of());
        return new Evidence(target, 1, sample.evidence().entries());
    }

    /** No argument is split, expanded or run, whatever it is. */
    @Test
    void aShellReadsTheArgumentsThatWereGiven() throws Exception {
        var random = new Random(SEED);
        var script = new StringBuilder();
        var expected = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            List<String> arguments =
                    IntStream.range(0, 1 + random.nextInt(4))
                            .mapToObj(n -> outside(random, 8))
                            .toList();
            var words = new ArrayList<>(List.of("printf", "<%s>"));
            words.addAll(arguments);
            script.append(new Command(false, words).line(false)).append('\n');
            arguments.forEach(each -> expected.append('<').append(seen(each)).append('>'));
        }
        assertThat(shell(script.toString())).isEqualTo(expected.toString());
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    /**
     * The lines are run as pasted, each in a shell of its own; each program in them is a stand-in
     * that does nothing. What may come of it is the hosts file that one of them edits.
     */
    @Test
    void pastedLinesRunNothingThatCameFromOutside() throws Exception {
        Path programs = standIns();
        var random = new Random(SEED);
        for (int i = 0; i < 12; i++) {
            String outside = outside(random, 6);
            var script = new StringBuilder("PATH=" + programs + "\n");
            for (Sample sample : Samples.endingWith(outside)) {
                for (Command command : commands(Judge.judge(sample.evidence()))) {
                    assertThat(command.arguments())
                            .as("a command that would write to this machine's files")
                            .noneMatch(a -> a.matches("/(?!proc/|etc/resolv.conf$).*"));
                    script.append("( ").append(command.line(true)).append(" )\n");
                }
            }
            shell(script.toString());
            try (var left = Files.list(folder)) {
                assertThat(left.map(file -> file.getFileName().toString()))
                        .as("after %s", script)
                        .allMatch(name -> name.equals("programs") || name.startsWith("hosts"))
                        .as("what shows that the lines were run")
                        .anyMatch(name -> name.startsWith("hosts"));
            }
        }
    }

    /** nft joins its arguments and reads them anew: quotes for the shell are none for it. */
    @Test
    void namesThatNftWouldReadAsMoreGetNoCommand() {
        for (Sample sample : Samples.endingWith("; flush ruleset")) {
            for (Command command : commands(Judge.judge(sample.evidence()))) {
                assertThat(command.arguments())
                        .filteredOn(a -> command.arguments().contains("nft"))
                        .noneMatch(argument -> argument.contains("flush"));
            }
        }
    }

    private static List<Command> commands(Diagnosis diagnosis) {
        var commands = new ArrayList<Command>();
        for (Finding finding : diagnosis.causes()) {
            for (Remedy remedy : finding.remedies()) {
                if (remedy.command() != null) {
                    commands.add(remedy.command());
                }
                if (remedy.undo() != null) {
                    commands.add(remedy.undo());
                }
            }
        }
        diagnosis.checks().stream().map(Check::command).forEach(commands::add);
        return commands;
    }

    private Path standIns() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name :
                List.of(
                        "nft",
                        "iptables",
                        "ip6tables",
                        "ip",
                        "ss",
                        "tcpdump",
                        "ufw",
                        "firewall-cmd",
                        "sysctl",
                        "sed",
                        "head",
                        "cat",
                        "ls",
                        "sort",
                        "uniq",
                        "prlimit",
                        "grep",
                        "bpftool",
                        "systemctl",
                        "ausearch",
                        "journalctl",
                        "nsenter",
                        "getent",
                        "naze")) {
            standIn(programs.resolve(name), "exit 0");
        }
        standIn(programs.resolve("sudo"), "exec \"$@\"");
        standIn(programs.resolve("sh"), "exec /bin/sh \"$@\"");
        return programs;
    }

    private static void standIn(Path file, String what) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + what + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Runs a script in the folder and returns what it prints. */
    private String shell(String script) throws IOException, InterruptedException {
        Process sh =
                new ProcessBuilder("/bin/sh")
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var in = sh.getOutputStream()) {
            in.write(script.getBytes(UTF_8));
        }
        String printed = new String(sh.getInputStream().readAllBytes(), UTF_8);
        sh.waitFor();
        return printed;
    }

    private static String outside(Random random, int most) {
        var text = new StringBuilder();
        int pieces = random.nextInt(most + 1);
        for (int i = 0; i < pieces; i++) {
            boolean any = random.nextInt(8) == 0;
            text.append(
                    any
                            ? Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** What is left of an argument: what a terminal would not show as itself is gone. */
    private static String seen(String argument) {
        var seen = new StringBuilder();
        argument.codePoints().filter(c -> !isUnseen(c)).forEach(seen::appendCodePoint);
        return seen.toString();
    }

    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static void assertSeen(String what, String text) {
        assertThat(text.codePoints().filter(SafeTest::isUnseen).boxed())
                .as("%s, seed %s: %s", what, SEED, text)
                .isEmpty();
    }
}
