package org.naze.lab;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.naze.model.Verdict;

/**
 * One broken (or healthy) network, and what the command has to say of it.
 *
 * @param name the file's name without its ending
 * @param proves the cause that is true and that the scenario is there for; empty where all is well
 * @param truths every cause that is true here: no other may be confirmed
 * @param nearMissOf causes that the symptom suggests and that are not true
 * @param page which lines of the Workerman page it proves, as {@code refused-3}
 * @param isLong runs only when long ones are asked for
 * @param acts what is done to the network, in order
 * @param environment variables that the command is given
 * @param in the machine on which the command runs
 * @param within what the command is started by, to take rights from it; empty for nothing
 * @param arguments the command's arguments; {@code --json} is added
 * @param each what is done before the command begins, in every mode
 * @param later what is done while it runs
 * @param checks what other tools must see, or the scenario does not show what it says
 * @param pageChecks what the page of a cause tells people to try, and what they must see
 * @param expectations what the command must say, for every mode
 * @param mends modes in which the first remedy's command is carried out and must help
 */
record Scenario(
        String name,
        String title,
        Set<String> proves,
        Set<String> truths,
        Set<String> nearMissOf,
        Set<String> page,
        boolean isLong,
        Topology topology,
        List<Line> acts,
        Map<String, String> environment,
        String in,
        List<String> within,
        List<String> arguments,
        List<Line> each,
        List<Later> later,
        List<Check> checks,
        List<PageCheck> pageChecks,
        Map<Mode, Expectation> expectations,
        Set<Mode> mends) {

    /** One thing to do on a machine; {@code number} is the line in the scenario's file. */
    record Line(int number, String node, List<String> words) {}

    /** One thing to do so many milliseconds after the command has begun. */
    record Later(long afterMs, Line line) {}

    /** What another tool says on a machine: its words contain {@code seen}, case and all. */
    record Check(Line line, String seen) {}

    Scenario {
        proves = Set.copyOf(proves);
        truths = Set.copyOf(truths);
        nearMissOf = Set.copyOf(nearMissOf);
        page = Set.copyOf(page);
        acts = List.copyOf(acts);
        environment = Map.copyOf(environment);
        within = List.copyOf(within);
        arguments = List.copyOf(arguments);
        each = List.copyOf(each);
        later = List.copyOf(later);
        checks = List.copyOf(checks);
        pageChecks = List.copyOf(pageChecks);
        expectations = Map.copyOf(new EnumMap<>(expectations));
        mends = Set.copyOf(mends);
    }

    /** What the command must say in a mode. */
    Expectation expectation(Mode mode) {
        return Objects.requireNonNull(expectations.get(mode), name);
    }

    /** Nothing is wrong here: the command has to be silent. */
    boolean isHealthy() {
        return truths.isEmpty() && expectations.values().stream().allMatch(Expectation::isFine);
    }

    /** Whether a client with these rights is meant to get through. */
    boolean works(Mode mode) {
        return expectation(mode).isFine() && expectation(mode).outcome().equals("connected");
    }

    /** The worst that can happen: the command is sure of something that isn't so. */
    List<String> wronglyConfirmed(Report report) {
        return report.causes().stream()
                .filter(found -> found.verdict() == Verdict.CONFIRMED)
                .filter(found -> !truths.contains(found.id()))
                .map(found -> "WRONG CONFIRMED " + found.id())
                .toList();
    }

    /** Everything that is done, whenever. */
    Stream<Line> doings() {
        return Stream.of(acts, each, later.stream().map(Later::line).toList())
                .flatMap(List::stream);
    }

    /** Whether it takes part: extras are built only where a line names them. */
    boolean mentions(String node) {
        return in.equals(node)
                || doings().anyMatch(act -> act.node().equals(node))
                || checks.stream().anyMatch(check -> check.line().node().equals(node))
                || pageChecks.stream().anyMatch(check -> check.line().node().equals(node));
    }
}
