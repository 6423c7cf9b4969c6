package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;
import org.naze.cause.Causes;
import org.naze.cause.Judge;
import org.naze.explain.Explained;
import org.naze.model.Change;
import org.naze.model.Diagnosis;
import org.naze.model.Evidence;
import org.naze.model.Rechecked;
import org.naze.model.TargetParser;

/**
 * docs/naze-1.schema.json says what is written, no more and no less. What it says of facts and
 * enums is brought up to date, its descriptions kept, by
 *
 * <pre>mvn -pl core test -Dtest=SchemaTest -Dnaze.renew=true</pre>
 */
class SchemaTest {
    private static final String RENEW = "mvn -pl core test -Dtest=SchemaTest -Dnaze.renew=true";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** Members that a document need not have. */
    private static final Set<String> OPTIONAL =
            Set.of("$.explained", "$.target.path", "$.target.others");

    /** What is judged is not read back. */
    private static final Set<String> READ = Set.of("schema", "target", "elapsedMs", "facts");

    private static Schema schema() throws IOException {
        return REGISTRY.getSchema(SchemaFile.text(), InputFormat.JSON);
    }

    @Test
    void itIsASchemaOfDraft202012() throws IOException {
        Schema meta =
                REGISTRY.getSchema(
                        SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(SchemaFile.text(), InputFormat.JSON)).isEmpty();
        assertThat(meta.validate("{\"type\": \"objekt\"}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void itSaysOfFactsAndWordsWhatTheTypesSay() throws IOException, FormatException {
        if (Boolean.getBoolean("naze.renew")) {
            SchemaFile.renew();
        }
        Map<String, Map<String, ?>> expected = SchemaOfFacts.definitions();
        for (var definition : expected.entrySet()) {
            assertThat(SchemaFile.bare(definition.getKey()))
                    .as(
                            "%s: $defs/%s should be%n%s%nRun %s",
                            SchemaFile.PATH,
                            definition.getKey(),
                            PrettyJson.of(definition.getValue()),
                            RENEW)
                    .isEqualTo(definition.getValue());
        }
        assertThat(SchemaFile.kinds())
                .as("kinds of facts in %s that there are no more. Run %s", SchemaFile.PATH, RENEW)
                .isSubsetOf(expected.keySet());
    }

    @Test
    void everyKindOfFactIsDescribed() throws IOException, FormatException {
        for (String kind : SchemaFile.kinds()) {
            assertThat(SchemaFile.definition(kind).get("description"))
                    .as("%s: $defs/%s: add a description: what was observed", SchemaFile.PATH, kind)
                    .isInstanceOf(String.class);
        }
    }

    @Test
    void everyCauseStandsInIt() throws IOException, FormatException {
        var ids = (List<?>) Objects.requireNonNull(SchemaFile.definition("cause-id").get("enum"));
        assertThat(Causes.ALL.stream().map(Cause::id).map(Object.class::cast))
                .as("ids that $defs/cause-id of %s lacks", SchemaFile.PATH)
                .isSubsetOf(ids);
    }

    private static String written(Diagnosis diagnosis, @Nullable Explained explained) {
        var out = new ByteArrayOutputStream();
        new JsonReport(new Words(Language.EN)).write(diagnosis, explained, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void assertValid(Schema schema, String document) {
        assertThat(schema.validate(document, InputFormat.JSON)).as(document).isEmpty();
    }

    @Test
    void whatIsWrittenIsValid() throws IOException {
        Schema schema = schema();
        for (Samples.Sample sample : Samples.endingWith("")) {
            assertValid(schema, written(Judge.judge(sample.evidence()), null));
        }
        for (int seed = 0; seed < 50; seed++) {
            Evidence evidence = new AnyFact(seed).evidence(TargetParser.parse("ws://h:1/"));
            assertValid(schema, written(Judge.judge(evidence), null));
        }
    }

    @Test
    void whatCameOfLookingAgainIsValidAndChangesNoFact() throws IOException, FormatException {
        Evidence evidence = new AnyFact(1).evidence(TargetParser.parse("ws://h:1/"));
        var changes =
                List.of(
                        new Change("outcome", Map.of("before", "refused", "after", "connected")),
                        new Change("addresses", Map.of("host", "h", "old", "-", "current", "a")));
        var out = new ByteArrayOutputStream();
        new JsonReport(new Words(Language.EN))
                .write(Judge.judge(evidence), null, new Rechecked(2, 1500, changes), out);
        assertValid(schema(), out.toString(StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("connection refused → connected", "h: no address → a");
        assertThat(JsonReport.read(new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(evidence);
    }

    @Test
    void targetsOfAllKindsAreValid() throws IOException {
        Schema schema = schema();
        var explained = new Explained("refused", null, 1, null, "node", List.of("not-listening"));
        for (String target :
                List.of(
                        "unix:///run/app.sock",
                        "mongodb://a:1,b:2/db",
                        "https://bücher.example/")) {
            Evidence evidence = new AnyFact(1).evidence(TargetParser.parse(target));
            assertValid(schema, written(Judge.judge(evidence), explained));
        }
    }

    @Test
    void everyMemberIsNeededAndNoOtherIsTaken() throws IOException, FormatException {
        Schema schema = schema();
        Map<?, ?> document = fullDocument();
        assertValid(schema, text(document));
        Map<String, Object> spoilt = Spoiler.all(document, OPTIONAL);
        assertThat(spoilt).hasSizeGreaterThan(500);
        spoilt.forEach((what, other) ->
                assertThat(schema.validate(text(other), InputFormat.JSON))
                        .as("the schema takes a document with %s", what)
                        .isNotEmpty());
    }

    /** The reader and the schema are of one mind about facts. */
    @Test
    void whatTheSchemaRefusesIsNotRead() throws FormatException {
        var document = new LinkedHashMap<Object, @Nullable Object>(fullDocument());
        document.keySet().retainAll(READ);
        assertThat(read(document).entries()).hasSizeGreaterThan(20);
        Spoiler.all(document, OPTIONAL)
                .forEach((what, other) ->
                        assertThatThrownBy(() -> read(other))
                                .as("the reader takes a document with %s", what)
                                .isInstanceOf(FormatException.class));
    }

    private static Evidence read(Object document) throws FormatException {
        return JsonReport.read(
                new ByteArrayInputStream(text(document).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Object document) {
        var out = new ByteArrayOutputStream();
        Json.write(document, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A document with something in every list, and a fact of every kind. */
    private static Map<?, ?> fullDocument() throws FormatException {
        Diagnosis judged =
                Samples.endingWith("").stream()
                        .map(sample -> Judge.judge(sample.evidence()))
                        .filter(diagnosis -> !diagnosis.checks().isEmpty())
                        .findFirst()
                        .orElseThrow();
        var facts = new ArrayList<>(judged.evidence().entries());
        for (Evidence.Entry any : new AnyFact(7).evidence(judged.evidence().target()).entries()) {
            String id = "any-" + any.id();
            facts.add(new Evidence.Entry(id, any.vantage(), any.atMs(), any.fact()));
        }
        var full =
                new Diagnosis(
                        new Evidence(judged.evidence().target(), 41, facts),
                        judged.outcome(),
                        judged.addresses(),
                        judged.steps(),
                        judged.causes(),
                        judged.checks());
        var explained = new Explained("timeout", "h", 1, null, null, List.of("host-firewall"));
        byte[] document = written(full, explained).getBytes(StandardCharsets.UTF_8);
        return (Map<?, ?>) Objects.requireNonNull(Json.read(new ByteArrayInputStream(document)));
    }
}
