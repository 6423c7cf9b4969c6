package org.naze.report;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.explain.Explained;
import org.naze.model.Change;
import org.naze.model.Check;
import org.naze.model.Clue;
import org.naze.model.Command;
import org.naze.model.Diagnosis;
import org.naze.model.Evidence;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Rechecked;
import org.naze.model.Remedy;
import org.naze.model.Step;
import org.naze.model.Target;
import org.naze.model.TargetException;
import org.naze.model.TargetParser;
import org.naze.model.Vantage;

/**
 * The document of {@code --json} and {@code --save}, schema naze/1, and evidence read back from it.
 */
public final class JsonReport {
    /** The schema's name, first in every document. */
    public static final String SCHEMA = "naze/1";

    private static final Set<String> MEMBERS =
            Set.of(
                    "schema",
                    "target",
                    "outcome",
                    "addresses",
                    "explained",
                    "recheck",
                    "elapsedMs",
                    "steps",
                    "causes",
                    "checks",
                    "facts");

    private final Words words;
    private final Phrases phrases;

    public JsonReport(Words words) {
        this.words = words;
        this.phrases = new Phrases(words);
    }

    /** Writes the one document, UTF-8, with a line end; the stream is closed. */
    public void write(Diagnosis diagnosis, OutputStream out) {
        write(diagnosis, null, out);
    }

    /**
     * The same with what an error text said, from which the target came.
     *
     * @param explained null where there was no text
     */
    public void write(Diagnosis diagnosis, @Nullable Explained explained, OutputStream out) {
        write(diagnosis, explained, null, out);
    }

    /**
     * The same with what came of looking again.
     *
     * @param rechecked null where it was looked at once
     */
    public void write(
            Diagnosis diagnosis,
            @Nullable Explained explained,
            @Nullable Rechecked rechecked,
            OutputStream out) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("schema", SCHEMA);
        tree.put("target", target(diagnosis.evidence().target()));
        if (explained != null) {
            tree.put("explained", explained(explained));
        }
        if (rechecked != null) {
            tree.put("recheck", recheck(rechecked));
        }
        tree.put("outcome", Kebab.of(diagnosis.outcome()));
        tree.put("addresses", diagnosis.addresses().stream().map(JsonReport::address).toList());
        tree.put("elapsedMs", diagnosis.evidence().elapsedMs());
        tree.put("steps", diagnosis.steps().stream().map(this::step).toList());
        tree.put("causes", diagnosis.causes().stream().map(f -> cause(diagnosis, f)).toList());
        tree.put("checks", diagnosis.checks().stream().map(c -> check(diagnosis, c)).toList());
        tree.put("facts", diagnosis.evidence().entries().stream().map(JsonReport::fact).toList());
        Json.write(tree, out);
    }

    /** The contract's answer of {@code explain}, without an id. */
    static Map<String, @Nullable Object> explained(Explained explained) {
        var target = new LinkedHashMap<String, @Nullable Object>();
        target.put("host", explained.host());
        target.put("port", explained.port());
        boolean named = explained.host() != null || explained.port() != null;
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("symptom", explained.symptom());
        tree.put("target", named ? target : null);
        tree.put("runtime", explained.runtime());
        tree.put("causes", explained.causes());
        return tree;
    }

    /** What an error text says, alone, as one document; the stream is left open. */
    public static void write(Explained explained, OutputStream out) {
        Json.write(explained(explained), out);
    }

    private static Map<String, @Nullable Object> target(Target target) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("uri", target.uri());
        tree.put("scheme", target.scheme());
        tree.put("host", target.host().isEmpty() ? null : target.host());
        tree.put("port", target.port() == 0 ? null : (long) target.port());
        if (target.port() == 0) {
            tree.put("path", target.path());
        }
        if (!target.others().isEmpty()) {
            tree.put("others", target.others().stream().map(FactJson::write).toList());
        }
        return tree;
    }

    private static Map<String, Object> address(Diagnosis.AddressOutcome a) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("address", a.address());
        tree.put("outcome", Kebab.of(a.outcome()));
        tree.put("ms", a.ms());
        return tree;
    }

    private Map<String, Object> recheck(Rechecked rechecked) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("looks", (long) rechecked.looks());
        tree.put("elapsedMs", rechecked.elapsedMs());
        tree.put("changes", rechecked.changes().stream().map(this::change).toList());
        return tree;
    }

    private Map<String, Object> change(Change change) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("what", change.key());
        tree.put("text", phrases.change(change));
        return tree;
    }

    private Map<String, Object> step(Step step) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", step.name());
        tree.put("status", Kebab.of(step.status()));
        tree.put("ms", step.ms());
        tree.put("detail", phrases.step(step));
        return tree;
    }

    private Map<String, Object> cause(Diagnosis diagnosis, Finding finding) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", finding.cause());
        tree.put("verdict", Kebab.of(finding.verdict()));
        tree.put("title", words.cause(finding.cause(), "title", finding.values()));
        tree.put("explanation", phrases.explanation(finding));
        tree.put(
                "evidence",
                finding.clues().stream().map(c -> clue(diagnosis, finding, c)).toList());
        tree.put(
                "remedies",
                finding.remedies().stream().map(r -> remedy(diagnosis, finding, r)).toList());
        return tree;
    }

    private Map<String, Object> clue(Diagnosis diagnosis, Finding finding, Clue clue) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("supports", clue.supports());
        tree.put("text", phrases.clue(finding, clue));
        tree.put("fact", diagnosis.evidence().idOf(clue.fact()));
        return tree;
    }

    private Map<String, @Nullable Object> remedy(
            Diagnosis diagnosis, Finding finding, Remedy remedy) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("where", Kebab.of(remedy.where()));
        tree.put("text", phrases.remedy(finding, remedy));
        tree.put("command", line(diagnosis, remedy, remedy.command()));
        tree.put("undo", line(diagnosis, remedy, remedy.undo()));
        tree.put("persistent", remedy.persistent());
        tree.put("risk", phrases.risk(finding, remedy).orElse(null));
        return tree;
    }

    private static @Nullable String line(
            Diagnosis diagnosis, Remedy remedy, @Nullable Command command) {
        return command == null ? null : Phrases.line(diagnosis, remedy.where(), command);
    }

    private Map<String, Object> check(Diagnosis diagnosis, Check check) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("between", check.between());
        tree.put("where", Kebab.of(check.where()));
        tree.put("text", words.message("check." + check.key(), check.values()));
        tree.put("command", Phrases.line(diagnosis, check.where(), check.command()));
        return tree;
    }

    private static Map<String, @Nullable Object> fact(Evidence.Entry entry) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("id", entry.id());
        tree.put("kind", Kebab.of(entry.fact().getClass()));
        tree.put("vantage", Kebab.of(entry.vantage()));
        tree.put("atMs", entry.atMs());
        tree.putAll(FactJson.write((Record) entry.fact()));
        return tree;
    }

    /**
     * Reads the evidence of a document; what was judged of it is not read.
     *
     * @throws FormatException if the document is not one of schema naze/1
     */
    public static Evidence read(InputStream in) throws FormatException {
        if (!(Json.read(in) instanceof Map<?, ?> tree) || !SCHEMA.equals(tree.get("schema"))) {
            throw new FormatException("not a document of schema " + SCHEMA);
        }
        for (Object member : tree.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new FormatException("unknown member: " + Safe.text(String.valueOf(member)));
            }
        }
        if (!(tree.get("elapsedMs") instanceof Long elapsed)
                || elapsed < 0
                || !(tree.get("facts") instanceof List<?> facts)
                || !(tree.get("target") instanceof Map<?, ?> target)) {
            throw new FormatException("target, elapsedMs or facts are missing or wrong");
        }
        var ids = new HashSet<String>();
        var entries = new ArrayList<Evidence.Entry>();
        for (Object fact : facts) {
            Evidence.Entry entry = entry(fact);
            if (!ids.add(entry.id())) {
                throw new FormatException(Safe.text(entry.id()) + " stands there twice");
            }
            entries.add(entry);
        }
        return new Evidence(readTarget(target), elapsed, entries);
    }

    private static Evidence.Entry entry(@Nullable Object raw) throws FormatException {
        if (!(raw instanceof Map<?, ?> map) || !(map.get("id") instanceof String id)) {
            throw new FormatException("a fact lacks its id");
        }
        if (!(map.get("kind") instanceof String kind)
                || !(map.get("vantage") instanceof String vantage)
                || !(map.get("atMs") instanceof Long at)
                || at < 0) {
            throw new FormatException(
                    "fact " + Safe.text(id) + ": kind, vantage or atMs are missing or wrong");
        }
        var components = new LinkedHashMap<Object, @Nullable Object>(map);
        components.keySet().removeAll(Set.of("id", "kind", "vantage", "atMs"));
        for (Vantage v : Vantage.values()) {
            if (Kebab.of(v).equals(vantage)) {
                return new Evidence.Entry(id, v, at, FactJson.read(kind, components));
            }
        }
        throw new FormatException("fact " + Safe.text(id) + ": unknown vantage");
    }

    /** The uri says it all; the other members are there for programs, and must say the same. */
    private static Target readTarget(Map<?, ?> tree) throws FormatException {
        if (!(tree.get("uri") instanceof String uri)) {
            throw new FormatException("target lacks its uri");
        }
        Target target;
        try {
            target = TargetParser.parse(uri);
        } catch (TargetException e) {
            throw new FormatException("target.uri: " + e.message(Locale.ENGLISH));
        }
        if (!target(target).equals(tree)) {
            throw new FormatException("target has members that don't fit its uri");
        }
        return target;
    }
}
