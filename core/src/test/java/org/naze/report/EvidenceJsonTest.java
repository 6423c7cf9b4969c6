package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.naze.cause.Judge;
import org.naze.model.Diagnosis;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Outcome;
import org.naze.model.TargetParser;

/** Facts survive being saved, and what isn't exactly a saved document isn't read as one. */
class EvidenceJsonTest {
    private static final long SEED = 20_260_101;
    private static final String DOCUMENT =
            """
            {"schema": "naze/1",
             "target": {"uri": "tcp://10.2.0.5:8282", "scheme": "tcp", "host": "10.2.0.5", "port": 8282},
             "elapsedMs": 41,
             "facts": [
              {"id": "f1", "kind": "interfaces", "vantage": "client", "atMs": 3,
               "nics": [{"name": "eth0", "up": true, "running": true, "addresses": ["10.1.0.2/24"]}]},
              {"id": "f2", "kind": "connect", "vantage": "client", "atMs": 7, "purpose": "target",
               "address": "10.2.0.5", "port": 8282, "source": null, "errno": "econnrefused",
               "micros": 312, "icmp": {"from": "10.1.0.1", "type": 3, "code": 13}, "reply": null}]}
            """;

    private static byte[] written(Evidence evidence) {
        var out = new ByteArrayOutputStream();
        var diagnosis =
                new Diagnosis(
                        evidence, Outcome.REFUSED, List.of(), List.of(), List.of(), List.of());
        new JsonReport(new Words(Language.EN)).write(diagnosis, out);
        return out.toByteArray();
    }

    private static Evidence read(byte[] document) throws FormatException {
        return JsonReport.read(new ByteArrayInputStream(document));
    }

    private static Evidence read(String document) throws FormatException {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theDocumentOfTheseTestsIsOne() throws FormatException {
        Evidence evidence = read(DOCUMENT);
        assertThat(evidence.elapsedMs()).isEqualTo(41);
        assertThat(evidence.target()).isEqualTo(TargetParser.parse("10.2.0.5:8282"));
        assertThat(evidence.first(Fact.Connect.class).orElseThrow().icmp())
                .isEqualTo(new Fact.Icmp("10.1.0.1", 3, 13));
    }

    @Test
    void everyKindOfFactIsReadBackAsItWas() throws FormatException {
        for (long seed = SEED; seed < SEED + 500; seed++) {
            Evidence evidence =
                    new AnyFact(seed).evidence(TargetParser.parse("tcp://10.2.0.5:8282"));
            assertThat(read(written(evidence))).as("seed %d", seed).isEqualTo(evidence);
        }
    }

    @Test
    void everyKindOfTargetIsReadBackAsItWas() throws FormatException {
        for (String text :
                List.of(
                        "ws://chat.example:8283/room?lang=en",
                        "http://chat.example",
                        "https://[2001:db8::5]:8443/",
                        "unix:///run/app/app.sock",
                        "localhost:6379",
                        "udp://10.2.0.5:53",
                        "mongodb://a.example:1,b.example:2/db",
                        "jdbc:mysql://db.example/shop?user=u&password=secret",
                        "wss://u:secret@bücher.example./?token=secret")) {
            var evidence =
                    new Evidence(
                            TargetParser.parse(text),
                            1,
                            new AnyFact(SEED).evidence(TargetParser.parse("h:1")).entries());
            assertThat(read(written(evidence))).as(text).isEqualTo(evidence);
        }
    }

    @Test
    void whatIsWrittenIsOneLineOfHarmlessText() {
        for (long seed = SEED; seed < SEED + 100; seed++) {
            Evidence evidence =
                    new AnyFact(seed).evidence(TargetParser.parse("tcp://10.2.0.5:8282"));
            String text = new String(written(evidence), StandardCharsets.UTF_8);
            assertThat(text).endsWith("}\n").doesNotContain("\ufffd").hasLineCount(1);
            assertThat(text.strip().codePoints().allMatch(Safe::isShowable)).isTrue();
        }
    }

    /** The document with one place changed; the place must be there. */
    private static String with(String place, String instead) {
        assertThat(DOCUMENT).contains(place);
        return DOCUMENT.replace(place, instead);
    }

    private static void assertRefused(String document, String... words) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(FormatException.class)
                .message()
                .contains(words)
                .doesNotContain("\n", "Exception", " null");
    }

    @Test
    void anotherSchemaIsRefused() {
        assertRefused(with("naze/1", "naze/2"), "schema", "naze/1");
        assertRefused(with("\"naze/1\"", "1"), "schema", "naze/1");
        assertRefused("[]", "schema");
        assertRefused("{}", "schema");
        assertRefused("\"naze/1\"", "schema");
    }

    @Test
    void anUnknownMemberIsRefused() {
        assertRefused(with("\"elapsedMs\"", "\"surprise\": 1, \"elapsedMs\""), "surprise");
        assertRefused(with("\"host\"", "\"surprise\": 1, \"host\""), "target");
        assertRefused(with("\"errno\"", "\"surprise\": 1, \"errno\""), "connect", "surprise");
        assertRefused(with("\"type\"", "\"surprise\": 1, \"type\""), "connect.icmp", "surprise");
        assertRefused(with("\"up\"", "\"surprise\": 1, \"up\""), "interfaces.nics", "surprise");
    }

    @Test
    void aMissingMemberIsRefused() {
        assertRefused(with("\"elapsedMs\": 41,", ""), "elapsedMs");
        assertRefused(with("\"uri\": \"tcp://10.2.0.5:8282\",", ""), "uri");
        assertRefused(with("\"scheme\": \"tcp\", ", ""), "target");
        assertRefused(with(", \"port\": 8282}", "}"), "target");
        assertRefused(with("\"id\": \"f2\", ", ""), "id");
        assertRefused(with("\"kind\": \"connect\", ", ""), "kind");
        assertRefused(with("\"atMs\": 7, ", ""), "f2", "atMs");
        assertRefused(with("\"micros\": 312, ", ""), "connect", "micros");
        assertRefused(with(", \"reply\": null", ""), "connect", "reply");
        assertRefused(with("\"type\": 3, ", ""), "connect.icmp", "type");
        assertRefused(with("\"up\": true, ", ""), "interfaces.nics", "up");
    }

    @Test
    void aWrongTypeIsRefused() {
        assertRefused(with("\"elapsedMs\": 41", "\"elapsedMs\": \"41\""), "elapsedMs");
        assertRefused(with("\"elapsedMs\": 41", "\"elapsedMs\": -1"), "elapsedMs");
        assertRefused(with("\"port\": 8282}", "\"port\": \"8282\"}"), "target");
        assertRefused(with("\"port\": 8282}", "\"port\": 4294975578}"), "target");
        assertRefused(with("\"port\": 8282,", "\"port\": \"8282\","), "connect.port");
        assertRefused(with("\"port\": 8282,", "\"port\": 4294975578,"), "connect.port");
        assertRefused(with("\"port\": 8282,", "\"port\": 8282.0,"), "8282.0");
        assertRefused(with("\"micros\": 312", "\"micros\": 1e3"), "1e3");
        assertRefused(with("\"micros\": 312", "\"micros\": true"), "connect.micros");
        assertRefused(with("\"micros\": 312", "\"micros\": 99999999999999999999"), "JSON");
        assertRefused(with("\"econnrefused\"", "\"ECONNREFUSED\""), "connect.errno");
        assertRefused(with("\"econnrefused\"", "111"), "connect.errno");
        assertRefused(with("\"up\": true", "\"up\": \"true\""), "interfaces.nics", "up");
        assertRefused(with("[\"10.1.0.2/24\"]", "\"10.1.0.2/24\""), "addresses");
        assertRefused(with("[\"10.1.0.2/24\"]", "[1]"), "addresses");
        assertRefused(with("\"reply\": null", "\"reply\": []"), "connect.reply");
        assertRefused(with("\"reply\": null", "\"reply\": \"rst\""), "connect.reply");
        assertRefused(
                with("\"vantage\": \"client\", \"atMs\": 7", "\"vantage\": \"here\", \"atMs\": 7"),
                "f2",
                "vantage");
        assertRefused(with("\"connect\"", "\"connects\""), "connects");
        assertRefused(with("\"atMs\": 7", "\"atMs\": -7"), "f2", "atMs");
    }

    @Test
    void aNullThatMayNotBeIsRefused() {
        assertRefused(with("\"econnrefused\"", "null"), "connect.errno");
        assertRefused(with("\"micros\": 312", "\"micros\": null"), "connect.micros");
        assertRefused(with("[\"10.1.0.2/24\"]", "[null]"), "addresses");
        assertRefused(with("[\"10.1.0.2/24\"]", "null"), "addresses");
        assertRefused(with("\"from\": \"10.1.0.1\"", "\"from\": null"), "connect.icmp.from");
        assertRefused(with("\"elapsedMs\": 41", "\"elapsedMs\": null"), "elapsedMs");
        assertRefused(with("\"host\": \"10.2.0.5\"", "\"host\": null"), "target");
        assertRefused(with("\"facts\": [", "\"facts\": [null, "), "fact");
    }

    @Test
    void aTargetThatContradictsItselfIsRefused() {
        assertRefused(with("\"host\": \"10.2.0.5\"", "\"host\": \"10.2.0.6\""), "target", "uri");
        assertRefused(with("tcp://10.2.0.5:8282", "tcp://10.2.0.5"), "target", "uri");
        assertRefused(with("tcp://10.2.0.5:8282", "tcp://u:secret@10.2.0.5:8282"), "target");
    }

    @Test
    void anIdThatStandsTwiceIsRefused() {
        assertRefused(with("\"f2\"", "\"f1\""), "f1", "twice");
    }

    @Test
    void aDuplicateNameIsRefused() {
        assertRefused(with("\"elapsedMs\"", "\"schema\": \"naze/1\", \"elapsedMs\""), "schema");
        assertRefused(with("\"errno\"", "\"port\": 1, \"errno\""), "port");
    }

    @Test
    void exactlyOneDocumentIsRead() throws FormatException {
        assertThat(read(" \n" + DOCUMENT + " \n\t")).isEqualTo(read(DOCUMENT));
        assertRefused(DOCUMENT + DOCUMENT, "follows");
        assertRefused(DOCUMENT + "1", "follows");
        assertRefused(DOCUMENT + "}", "JSON");
        assertRefused(DOCUMENT + "# done", "JSON");
        assertRefused("", "empty");
        assertRefused(" \n", "empty");
        assertRefused(DOCUMENT.substring(0, DOCUMENT.length() / 2), "JSON");
        assertRefused("naze: it failed", "JSON");
        assertRefused("// comment\n" + DOCUMENT, "JSON");
    }

    @Test
    void moreThan16MebibytesAreNotRead() throws FormatException {
        byte[] document = DOCUMENT.getBytes(StandardCharsets.UTF_8);
        assertThat(JsonReport.read(padded(document, (16 << 20) - 1000))).isEqualTo(read(DOCUMENT));
        assertThatThrownBy(() -> JsonReport.read(padded(document, 17 << 20)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("16777216");
        assertThatThrownBy(() ->
                        JsonReport.read(
                                padded(
                                        "{\"schema\": \"".getBytes(StandardCharsets.UTF_8),
                                        Integer.MAX_VALUE)))
                .isInstanceOf(FormatException.class);
    }

    /** So many blanks, and then the document. */
    private static InputStream padded(byte[] document, int blanks) {
        var padding =
                new InputStream() {
                    private int left = blanks;

                    @Override
                    public int read() {
                        return left-- > 0 ? ' ' : -1;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) {
                        if (left <= 0) {
                            return -1;
                        }
                        int count = Math.min(left, length);
                        Arrays.fill(buffer, offset, offset + count, (byte) ' ');
                        left -= count;
                        return count;
                    }
                };
        return new java.io.SequenceInputStream(padding, new ByteArrayInputStream(document));
    }

    @Test
    void deepAndWideDocumentsAreRefusedSoon() {
        long start = System.nanoTime();
        assertRefused("[".repeat(1_000_000), "depth");
        assertRefused("{\"a\":".repeat(1_000_000), "depth");
        assertRefused(with("[\"10.1.0.2/24\"]", "[".repeat(40) + "]".repeat(40)), "depth");
        assertRefused("[" + "[],".repeat(5_000_000) + "[]]", "Token");
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Test
    void readingThrowsNothingElseThanAFormatException() throws IOException {
        var random = new Random(SEED);
        byte[] document = written(new AnyFact(SEED).evidence(TargetParser.parse("ws://h/")));
        int read = 0;
        long start = System.nanoTime();
        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = Mutation.of(document, random);
            try {
                read(mutant);
                read++;
            } catch (FormatException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "round " + i + ": " + new String(mutant, StandardCharsets.UTF_8), e);
            }
        }
        assertThat(read).as("mutants that are still documents").isBetween(50, 4_000);
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
    }

    @Test
    void whateverIsReadCanBeJudgedAndReported() {
        List<Words> all = Arrays.stream(Language.values()).map(Words::new).toList();
        for (long seed = SEED; seed < SEED + 300; seed++) {
            Evidence evidence =
                    new AnyFact(seed).evidence(TargetParser.parse("tcp://10.2.0.5:8282"));
            try {
                Diagnosis diagnosis = Judge.judge(evidence);
                for (Words words : all) {
                    new JsonReport(words).write(diagnosis, new ByteArrayOutputStream());
                    new TextReport(words, Layout.PLAIN, true).of(diagnosis);
                }
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "seed %d: %s %s".formatted(seed, e, Arrays.toString(e.getStackTrace())), e);
            }
        }
    }
}
