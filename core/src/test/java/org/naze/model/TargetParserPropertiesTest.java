package org.naze.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is typed: a target or an exception, soon, and nothing that must not be shown. */
class TargetParserPropertiesTest {
    private static final long SEED = 20260101;
    private static final String PASSWORD = "s3cr3tPassw0rd";
    private static final List<String> PIECES =
            List.of(
                    "ws",
                    "http",
                    "tcp",
                    "redis",
                    "jdbc:",
                    "mysql",
                    "oracle:thin:",
                    "sqlserver",
                    "unix",
                    "://",
                    "//",
                    "/",
                    ":",
                    ";",
                    "?",
                    "#",
                    "@",
                    ",",
                    "=",
                    "&",
                    "%",
                    "\\",
                    "[",
                    "]",
                    "(",
                    ")",
                    "::",
                    ".",
                    "..",
                    "-",
                    "_",
                    "+",
                    "*",
                    " ",
                    "\t",
                    "\n",
                    "\u0000",
                    "\u001b[2J",
                    "\u007f",
                    "\u0085",
                    "\u202e",
                    "\u2028",
                    "\ud800",
                    "\udfff",
                    "😀",
                    "ß",
                    "é",
                    "。",
                    "例",
                    "host",
                    "example",
                    "localhost",
                    "a",
                    "0",
                    "0x",
                    "127",
                    "1",
                    "80",
                    "8282",
                    "65536",
                    "99999999999",
                    "%eth0",
                    "%25",
                    "token=",
                    "password=",
                    "host=",
                    "port=",
                    "address=");

    @Test
    void anythingIsEitherReadOrRefused() {
        var random = new Random(SEED);
        for (int i = 0; i < 30_000; i++) {
            String text = pieces(random, 1 + random.nextInt(12));
            assertHarmless(text, shown(text));
        }
    }

    @Test
    void charactersOfEveryKindAreEitherReadOrRefused() {
        var random = new Random(SEED);
        for (int i = 0; i < 30_000; i++) {
            String text =
                    random.ints(1 + random.nextInt(20), 0, random.nextInt(1, 0x3000))
                            .mapToObj(c -> String.valueOf((char) c))
                            .collect(Collectors.joining());
            assertHarmless(text, shown(text));
        }
    }

    @Test
    void thePasswordIsNeverShown() {
        var random = new Random(SEED);
        List<String> forms =
                List.of(
                        "ws://u:%s@h:1/x",
                        "redis://:%s@h",
                        "u:%s@h:22",
                        "amqp://u:%s@a,u:%1$s@b/v",
                        "http://h/x?a=b&password=%s",
                        "wss://h/?token=%s&c=d",
                        "postgresql://h/db?password=%s",
                        "jdbc:mysql://h/db?user=u&password=%s",
                        "jdbc:sqlserver://h:1;user=u;password=%s;x=y",
                        "jdbc:oracle:thin:u/%s@h:1521:sid",
                        "nosuch://u:%s@h:1",
                        "tcp://u:%s@h:99999",
                        "tcp://u:%s@h..h:9");
        for (int i = 0; i < 20_000; i++) {
            String form = forms.get(random.nextInt(forms.size()));
            String text = form.formatted(PASSWORD);
            int at = random.nextInt(text.length());
            String broken =
                    random.nextBoolean()
                            ? text
                            : text.substring(0, at)
                                    + PIECES.get(random.nextInt(21))
                                    + text.substring(at);
            if (broken.contains(":" + PASSWORD + "@") || broken.contains("/" + PASSWORD + "@")) {
                assertThat(shown(broken)).as(broken).doesNotContain(PASSWORD);
            }
        }
    }

    @Test
    void aReadTargetReadsAgainAsItself() {
        var random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            String text =
                    "ws://" + pieces(random, 1 + random.nextInt(3)) + ":1" + pieces(random, 3);
            Optional<Target> target = read(text);
            if (target.isPresent()) {
                read++;
                Target again = TargetParser.parse(target.get().uri());
                assertThat(again).as(text).isEqualTo(target.get());
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    @Test
    void longAndHostileTextsAreDoneSoon() {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long start = thread.getCurrentThreadCpuTime();
        for (String piece : PIECES) {
            for (String head :
                    List.of(
                            "",
                            "ws://",
                            "jdbc:mysql://",
                            "jdbc:oracle:thin:@",
                            "jdbc:sqlserver://")) {
                shown(head + piece.repeat(8000 / piece.length()));
                shown(head + piece.repeat(8000 / piece.length()) + "!");
            }
        }
        assertThat(thread.getCurrentThreadCpuTime() - start).isLessThan(20_000_000_000L);
    }

    private static String pieces(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    private static Optional<Target> read(String text) {
        try {
            return Optional.of(TargetParser.parse(text));
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    private static String shown(String text) {
        try {
            return TargetParser.parse(text).toString();
        } catch (TargetException e) {
            return e.getMessage() + e.message(Locale.JAPANESE) + e.values();
        }
    }

    private static void assertHarmless(String text, String shown) {
        assertThat(shown.codePoints().allMatch(Legible::isShown))
                .as("shown of %s", text.chars().boxed().toList())
                .isTrue();
    }
}
