package org.naze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.naze.model.Command;
import org.naze.model.Diagnosis;
import org.naze.model.Remedy;
import org.naze.model.Verdict;
import org.naze.report.Language;

/**
 * The report as people see it, at their terminals and in their logs. The screens stand in
 * src/test/resources/screens, each between rulers as wide as it is, and are renewed with
 * -Dnaze.renew=true: read what has changed before you commit it.
 */
class ScreensTest {
    private static final List<Language> LANGUAGES = List.of(Language.values());

    private static final List<Integer> WIDTHS = List.of(60, 80, 160);

    private static final List<String> TELLING =
            List.of(
                    "client-firewall-nft-drop.root",
                    "ephemeral-ports-exhausted-narrow-range.user",
                    "healthy-name-both-families.user",
                    "host-down-silent.user",
                    "host-firewall-own-machine-nft-drop.root",
                    "hosts-override-stale.root",
                    "local-proxy-dead-port.user",
                    "name-not-found-nxdomain.user",
                    "no-route-blackhole.user",
                    "not-listening-remote.user",
                    "private-address-dropped.user",
                    "some-addresses-dead-silent.root",
                    "upstream-filter-router-admin-prohibited-v6.root",
                    "upstream-filter-router-drop.root",
                    "wrong-port-websocket.user");

    private static final String ONE = "client-firewall-nft-drop.root";
    private static final Pattern COLOR = Pattern.compile("\u001b\\[([0-9;]*)m");

    /** Bold, faint, and back: they change no colour, so any ground will do. */
    private static final Pattern COLORED = Pattern.compile("\u001b\\[3[0-9]m([^\u001b]*)");

    /** Code pages of Windows' consoles and POSIX locales that are not UTF-8. */
    private static final List<String> CHARSETS =
            List.of(
                    "US-ASCII",
                    "ISO-8859-1",
                    "ISO-8859-15",
                    "KOI8-R",
                    "IBM437",
                    "IBM850",
                    "IBM852",
                    "windows-1252",
                    "windows-31j",
                    "EUC-JP",
                    "GBK",
                    "Big5",
                    "EUC-KR");

    private static Screen terminal(int columns, Map<String, String> environment) {
        return new Screen(environment, true, columns, StandardCharsets.UTF_8);
    }

    private static Screen plain(int columns) {
        return terminal(columns, Map.of("TERM", "xterm-256color", "NO_COLOR", "1"));
    }

    private static Screen encoded(String charset) {
        return new Screen(Map.of("TERM", "dumb"), true, 80, Charset.forName(charset));
    }

    @Test
    void everyScreenIsAsItWas() throws IOException {
        var names = new TreeSet<String>();
        for (String name : TELLING) {
            for (Language language : LANGUAGES) {
                var text = new StringBuilder();
                for (int columns : WIDTHS) {
                    String screen = Replayed.of(name).on(plain(columns), language);
                    text.append(ruler(columns)).append(screen);
                }
                names.add(name + "." + language.tag());
                Snapshot.named(name + "." + language.tag()).assertIs(text.toString());
            }
        }
        names.addAll(List.of("ascii", "colours"));
        Snapshot.assertOnly(names);
    }

    private static String ruler(int columns) {
        String label = "== " + columns + " ";
        return label + "=".repeat(columns - label.length()) + "\n";
    }

    @Test
    void withoutMarksOfItsOwnItIsAscii() throws IOException {
        String shown = Replayed.of(ONE).shownOn(encoded("US-ASCII"), "");
        assertThat(shown).matches("[\\x0a\\x20-\\x7e]*");
        Snapshot.named("ascii").assertIs(shown);
    }

    @Test
    void coloursAreThese() throws IOException {
        Screen screen = terminal(80, Map.of("TERM", "xterm"));
        String shown = Replayed.of(ONE).on(screen, Language.EN);
        Snapshot.named("colours").assertIs(COLOR.matcher(shown).replaceAll("<$1>"));
    }

    /** Which colour can be read depends on the ground, so that no word may hang on one. */
    @Test
    void wordsAreNeverColouredAndMarksAlone() throws IOException {
        for (Replayed each : Replayed.all()) {
            String shown = each.on(terminal(80, Map.of("TERM", "xterm")), Language.EN);
            assertThat(COLORED.matcher(shown).results())
                    .as("%s", each.name())
                    .isNotEmpty()
                    .allMatch(part -> part.group(1).length() == 1);
        }
    }

    @Test
    void pipedNoColorAndDumbAreWithoutColours() throws IOException {
        var piped = new Screen(Map.of("TERM", "xterm"), false, 0, StandardCharsets.UTF_8);
        Screen dumb = terminal(0, Map.of("TERM", "dumb"));
        Screen refused = terminal(0, Map.of("TERM", "xterm", "NO_COLOR", "1"));
        Screen careless = terminal(0, Map.of("TERM", "xterm", "NO_COLOR", ""));
        for (Screen screen : List.of(piped, dumb, refused)) {
            assertThat(Replayed.of(ONE).on(screen, Language.EN)).doesNotContain("\u001b");
        }
        assertThat(Replayed.of(ONE).on(careless, Language.EN)).contains("\u001b");
    }

    /** The one that English asks itself. */
    private static final String QUESTION = "Did you mean chat.example?";

    @Test
    void whateverTheEncodingNothingIsLost() throws IOException {
        for (String name : TELLING) {
            for (String charset : CHARSETS) {
                for (Language language : LANGUAGES) {
                    String shown = Replayed.of(name).shownOn(encoded(charset), language.tag());
                    assertThat(shown)
                            .as("%s in %s asked for in %s", name, charset, language)
                            .doesNotContain("\ufffd", "\u001a", "\\u{")
                            .matches(text -> !text.replace(QUESTION, "").contains("?"));
                }
            }
        }
    }

    @Test
    void theLanguageIsOneThatCanBeShown() {
        Map<String, String> japan = Map.of("LANG", "ja_JP.eucJP");
        for (String charset : List.of("windows-31j", "EUC-JP", "Shift_JIS", "UTF-8")) {
            var screen = new Screen(japan, true, 80, Charset.forName(charset));
            assertThat(screen.language("")).as(charset).isEqualTo(Language.JA);
        }
        for (String charset : List.of("windows-1252", "IBM437", "ISO-8859-1", "US-ASCII")) {
            var screen = new Screen(japan, true, 80, Charset.forName(charset));
            assertThat(screen.language("")).as(charset).isEqualTo(Language.EN);
            assertThat(screen.asked("")).as("in a document").isEqualTo(Language.JA);
        }
        for (String charset : List.of("GBK", "GB18030", "UTF-8")) {
            assertThat(encoded(charset).language("zh")).as(charset).isEqualTo(Language.ZH);
        }
        for (String charset : List.of("Big5", "EUC-JP", "windows-31j", "ISO-8859-1")) {
            assertThat(encoded(charset).language("zh")).as(charset).isEqualTo(Language.EN);
        }
        assertThat(encoded("windows-1252").language("ja")).isEqualTo(Language.EN);
    }

    /** The C locale says nothing of the terminal, and who asks for Japanese can read it. */
    @Test
    void inTheCLocaleTheOptionCounts() throws IOException {
        Screen c = encoded("US-ASCII");
        assertThat(c.language("")).isEqualTo(Language.EN);
        assertThat(c.language("ja")).isEqualTo(Language.JA);
        assertThat(c.in(Language.JA).charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(Replayed.of(ONE).shownOn(c, "ja")).contains("このマシン");
    }

    @Test
    void linuxsOwnConsoleHasFewLetters() throws IOException {
        Screen console = terminal(80, Map.of("TERM", "linux", "LANG", "ja_JP.UTF-8"));
        assertThat(console.language("")).isEqualTo(Language.EN);
        assertThat(Replayed.of(ONE).shownOn(console, "")).matches("[\\x0a\\x1b\\x20-\\x7e]*");
    }

    @Test
    void whatAnEncodingLacksIsSpelledOut() {
        Screen ascii = encoded("US-ASCII");
        String text = "bücher.example – “x” … ✓ \ufffd 😀";
        assertThat(new String(ascii.bytes(text), StandardCharsets.US_ASCII))
                .isEqualTo("b\\u{fc}cher.example - \"x\" ... + _ \\u{1f600}");
        assertThat(new String(encoded("windows-1252").bytes(text), Charset.forName("Cp1252")))
                .isEqualTo("bücher.example – “x” … + _ \\u{1f600}");
    }

    @Test
    void everyLineFitsAndNoneEndsWithABlank() throws IOException {
        for (Replayed each : Replayed.all()) {
            var commands = commands(each.diagnosis());
            for (Language language : LANGUAGES) {
                for (Screen screen : List.of(plain(60), plain(160), encoded("US-ASCII"))) {
                    Language shown = screen.language(language.tag());
                    int columns = screen.layout(false).columns();
                    assertThat(each.on(screen, shown).lines())
                            .as("%s in %s at %d columns", each.name(), shown, columns)
                            .allMatch(line -> line.equals(line.stripTrailing()), "no blank ends it")
                            .filteredOn(line -> width(line) > columns)
                            .allMatch(
                                    line -> commands.stream().anyMatch(line::endsWith),
                                    "is a command");
                }
            }
        }
    }

    /** UAX #11, as far as the reports need it. */
    private static int width(String line) {
        return line.codePoints().map(c -> c >= 0x2e80 && c < 0xffe7 ? 2 : 1).sum();
    }

    private static List<String> commands(Diagnosis diagnosis) {
        var commands = new ArrayList<String>();
        commands.add("naze " + diagnosis.evidence().target().uri());
        diagnosis.checks().forEach(check -> commands.add(check.command().line(false)));
        for (var cause : diagnosis.causes()) {
            for (Remedy remedy : cause.remedies()) {
                for (Command command : new Command[] {remedy.command(), remedy.undo()}) {
                    if (command != null) {
                        commands.add(command.line(false));
                    }
                }
            }
        }
        return commands;
    }

    @Test
    void nothingIsSaidTwice() throws IOException {
        for (Replayed each : Replayed.all()) {
            for (Language language : LANGUAGES) {
                var seen = new HashSet<String>();
                String shown = each.on(terminal(0, Map.of("NO_COLOR", "1")), language);
                assertThat(paragraphs(shown))
                        .as("%s in %s:%n%s", each.name(), language, shown)
                        .allMatch(seen::add, "is said once");
            }
        }
    }

    /** What stands behind a mark or an arrow, and each command. */
    private static List<String> paragraphs(String shown) {
        var paragraphs = new ArrayList<String>();
        for (String line : shown.split("\n")) {
            String text = line.strip();
            boolean begins = text.matches("[✓✗→!-] .*") || text.contains("sudo ");
            if (begins) {
                paragraphs.add(text);
            } else if (!paragraphs.isEmpty()) {
                paragraphs.add(paragraphs.removeLast() + " " + text);
            }
        }
        return paragraphs;
    }

    /** Two o'clock at night: what is wrong, then what to do, and no more than that. */
    @Test
    void theAnswerComesFirstAndThenWhatToDo() throws IOException {
        for (Replayed each : Replayed.all()) {
            String shown = each.on(plain(80), Language.EN);
            List<String> top = shown.lines().takeWhile(line -> !line.isEmpty()).toList();
            assertThat(top.getFirst()).as(each.name()).matches("[✓✗] \\S.*");
            // Of what fails only sometimes, what is merely possible is no reason to do anything
            // yet.
            boolean vague = each.diagnosis().isUnsteady() && !each.diagnosis().hasLikelyCause();
            boolean bad = each.diagnosis().isProblem() && !vague;
            boolean causes =
                    each.diagnosis().causes().stream()
                            .anyMatch(cause -> cause.verdict() != Verdict.RULED_OUT);
            assertThat(top.stream().filter(line -> line.startsWith("  → ")).count())
                    .as("%s: %s", each.name(), top)
                    .isLessThanOrEqualTo(1)
                    .isGreaterThanOrEqualTo(bad && causes ? 1 : 0);
            assertThat(top.stream().skip(1).map(l -> l.toLowerCase(Locale.ROOT)))
                    .as(each.name())
                    .noneMatch(line -> line.startsWith("✗"));
        }
    }
}
