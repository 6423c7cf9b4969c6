package org.naze.lab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.naze.model.Kebab;
import org.naze.model.Verdict;

/**
 * What the command reported with {@code --json}, as far as the lab judges it.
 *
 * @param checks for each further check, the causes that it tells apart
 * @param texts what its steps and explanations say
 * @param changes what --recheck saw change
 * @param unsteady a try of --count failed, or a connection to be watched
 */
record Report(
        String outcome,
        List<Found> causes,
        List<Set<String>> checks,
        List<String> texts,
        List<String> changes,
        boolean unsteady) {

    /** A cause in the report. */
    record Found(String id, Verdict verdict, List<Command> commands) {
        @Override
        public String toString() {
            return id + " " + Kebab.of(verdict);
        }
    }

    /** A remedy that is a command. */
    record Command(String where, String line, @Nullable String undo) {}

    Report {
        causes = List.copyOf(causes);
        checks = List.copyOf(checks);
        texts = List.copyOf(texts);
        changes = List.copyOf(changes);
    }

    /** A report without further checks. */
    Report(String outcome, List<Found> causes) {
        this(outcome, causes, List.of());
    }

    /** A report of one look, without words. */
    Report(String outcome, List<Found> causes, List<Set<String>> checks) {
        this(outcome, causes, checks, List.of(), List.of(), false);
    }

    /**
     * Reads a report and holds its shape against the contract.
     *
     * @throws IllegalArgumentException if it is not exactly one document of that shape
     */
    static Report of(String text) {
        var root = new Shape("$", Json.document(text));
        if (!root.at("schema").string().equals("naze/1")) {
            throw root.at("schema").wrong("is not naze/1");
        }
        root.at("elapsedMs").count();
        requireTarget(root.at("target"));
        root.at("addresses").elements().forEach(Report::requireAddress);
        root.at("steps").elements().forEach(Report::requireStep);
        Set<String> facts = factIds(root.at("facts"));
        var report =
                new Report(
                        root.at("outcome").oneOf(Contract.OUTCOMES),
                        root.at("causes").elements().stream()
                                .map(cause -> found(cause, facts))
                                .toList(),
                        root.at("checks").elements().stream().map(Report::between).toList(),
                        texts(root),
                        changes(root),
                        root.at("facts").elements().stream().anyMatch(Report::isFailedTry));
        report.requireOrder(root.at("causes"));
        return report;
    }

    /** Whether a cause is listed with at least a verdict. */
    boolean lists(String cause, Verdict least) {
        return causes.stream()
                .anyMatch(found -> found.id.equals(cause) && found.verdict.compareTo(least) <= 0);
    }

    /** The causes that may be so, the most probable first. */
    List<Found> open() {
        return causes.stream().filter(found -> found.verdict != Verdict.RULED_OUT).toList();
    }

    /** Whether it says which further check tells these two causes apart. */
    boolean parts(String one, String other) {
        return checks.stream().anyMatch(between -> between.containsAll(List.of(one, other)));
    }

    /** The exit status that the contract demands of a diagnosis with this report. */
    int exitStatus() {
        boolean problem = causes.stream().anyMatch(found -> found.verdict.isProblem());
        return problem || unsteady || !outcome.equals("connected") ? 1 : 0;
    }

    @Override
    public String toString() {
        return outcome + causes;
    }

    private static List<String> texts(Shape root) {
        return Stream.concat(
                        root.at("steps").elements().stream().map(step -> step.at("detail")),
                        root.at("causes").elements().stream().map(c -> c.at("explanation")))
                .map(Shape::words)
                .toList();
    }

    private static List<String> changes(Shape root) {
        return root.has("recheck")
                ? root.at("recheck").at("changes").elements().stream()
                        .map(change -> change.at("text").words())
                        .toList()
                : List.of();
    }

    private static boolean isFailedTry(Shape fact) {
        if (fact.at("kind").string().equals("held")) {
            return fact.at("ending").string().equals("not-connected");
        }
        return fact.at("kind").string().equals("try")
                && fact.at("role").string().equals("ordinary")
                && (fact.at("errno").isNull() || !fact.at("errno").string().equals("ok"));
    }

    private static void requireTarget(Shape target) {
        target.at("uri").words();
        target.at("scheme").words();
        // A Unix socket has a path in place of both.
        if (target.at("scheme").string().equals("unix")) {
            target.at("path").words();
        } else {
            target.at("host").string();
            target.at("port").count();
        }
    }

    private static void requireAddress(Shape address) {
        address.at("address").words();
        address.at("outcome").oneOf(Contract.OUTCOMES);
        address.at("ms").count();
    }

    private static void requireStep(Shape step) {
        step.at("name").words();
        step.at("status").oneOf(Contract.STATUSES);
        step.at("ms").count();
        step.at("detail").words();
    }

    private static Set<String> factIds(Shape facts) {
        var ids = new HashSet<String>();
        for (Shape fact : facts.elements()) {
            fact.at("kind").words();
            fact.at("vantage").words();
            if (!ids.add(fact.at("id").words())) {
                throw fact.at("id").wrong("stands there twice");
            }
        }
        return ids;
    }

    private static Found found(Shape cause, Set<String> facts) {
        cause.at("title").words();
        cause.at("explanation").words();
        Verdict verdict =
                Contract.verdict(cause.at("verdict").string())
                        .orElseThrow(() -> cause.at("verdict").wrong("is no verdict"));
        requireEvidence(cause.at("evidence"), verdict, facts);
        return new Found(
                cause.at("id").oneOf(Contract.CAUSES),
                verdict,
                cause.at("remedies").elements().stream()
                        .filter(Report::requireRemedy)
                        .map(Report::command)
                        .toList());
    }

    private static void requireEvidence(Shape evidence, Verdict verdict, Set<String> facts) {
        boolean stands = false;
        for (Shape clue : evidence.elements()) {
            stands |= clue.at("supports").flag() != (verdict == Verdict.RULED_OUT);
            clue.at("text").words();
            clue.at("fact").oneOf(facts);
        }
        if (!stands) {
            throw evidence.wrong("has no fact that carries the verdict");
        }
    }

    /** Holds a remedy against the contract; whether it is a command. */
    private static boolean requireRemedy(Shape remedy) {
        remedy.at("where").oneOf(Contract.WHERE);
        remedy.at("text").words();
        remedy.at("persistent").flag();
        for (String key : List.of("command", "undo", "risk")) {
            if (!remedy.at(key).isNull()) {
                remedy.at(key).words();
            }
        }
        if (remedy.at("command").isNull() && !remedy.at("undo").isNull()) {
            throw remedy.at("undo").wrong("takes back a command that isn't there");
        }
        return !remedy.at("command").isNull();
    }

    /** The causes between which a check decides. */
    private static Set<String> between(Shape check) {
        check.at("text").words();
        check.at("command").words();
        return check.at("between").elements().stream()
                .map(cause -> cause.oneOf(Contract.CAUSES))
                .collect(Collectors.toSet());
    }

    private static Command command(Shape remedy) {
        Shape undo = remedy.at("undo");
        return new Command(
                remedy.at("where").string(),
                remedy.at("command").string(),
                undo.isNull() ? null : undo.string());
    }

    private void requireOrder(Shape place) {
        var ids = new HashSet<String>();
        Verdict last = Verdict.CONFIRMED;
        for (Found found : causes) {
            if (!ids.add(found.id)) {
                throw place.wrong("lists " + found.id + " twice");
            }
            if (found.verdict.compareTo(last) < 0) {
                throw place.wrong("has " + found + " after a " + Kebab.of(last) + " one");
            }
            last = found.verdict;
        }
    }
}
