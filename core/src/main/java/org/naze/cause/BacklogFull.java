package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.naze.model.Command;
import org.naze.model.Fact.AcceptQueue;
import org.naze.model.Fact.AcceptQueues;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Listener;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The listen queue is full: the server accepts too slowly, and the kernel drops what comes. */
final class BacklogFull implements Cause {
    @Override
    public String id() {
        return "backlog-full";
    }

    @Override
    public Set<String> hiddenBy() {
        return BEFORE_IT_LEAVES;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return ofFile(scene)
                .or(() ->
                        scene.silence()
                                .filter(c -> scene.isHere(c.address()))
                                .flatMap(c -> here(scene, c)))
                .or(() -> outside(scene));
    }

    /** A Unix domain socket says EAGAIN for this alone (unix(7)), and said it again and again. */
    private Optional<Finding> ofFile(Scene scene) {
        return scene.silence()
                .filter(c -> c.port() == 0)
                .map(c ->
                        remedied(
                                Finding.of(id(), Verdict.CONFIRMED)
                                        .variant("file")
                                        .with(scene.wordsFor(c))
                                        .because("file", c),
                                Command.of("ss", "-lx")));
    }

    /** On the machine itself the kernel's own counters tell. */
    private Optional<Finding> here(Scene scene, Connect c) {
        List<AcceptQueues> full = readings(scene, c, BacklogFull::isFull);
        return full.isEmpty() ? Optional.empty() : Optional.of(here(scene, c, full));
    }

    /** The readings in which every queue that the connection could be put into is of a kind. */
    private static List<AcceptQueues> readings(
            Scene scene, Connect c, Predicate<AcceptQueue> kind) {
        return scene.evidence()
                .all(
                        AcceptQueues.class,
                        reading ->
                                !of(reading, c).isEmpty()
                                        && of(reading, c).stream().allMatch(kind));
    }

    private static List<AcceptQueue> of(AcceptQueues reading, Connect c) {
        return reading.queues().stream()
                .filter(q -> q.port() == c.port() && takes(q, c.address()))
                .toList();
    }

    private static boolean takes(AcceptQueue queue, String address) {
        return Bound.takes(new Listener(queue.address(), queue.port(), null, null, null), address);
    }

    private static boolean isFull(AcceptQueue queue) {
        return queue.waiting() > queue.limit();
    }

    /**
     * Proven where it was full when the silence began and when it was over, and nothing leads the
     * connection past the queue or stops it before.
     */
    private Finding here(Scene scene, Connect c, List<AcceptQueues> full) {
        List<AcceptQueues> other = readings(scene, c, queue -> !isFull(queue));
        var undiverted = scene.notDiverted(c.address());
        boolean clear = undiverted.isPresent() && scene.block(c.address()).isEmpty();
        boolean always = other.isEmpty() && full.size() > 1;
        var finding =
                Finding.of(id(), other.isEmpty() ? Verdict.LIKELY : Verdict.POSSIBLE)
                        .variant("here")
                        .with(words(scene, c, of(full.getFirst(), c).getFirst()))
                        .because("silent", c);
        full.forEach(reading -> finding.because("full", reading, counts(reading, c)));
        other.forEach(reading -> finding.against("not-full", reading, counts(reading, c)));
        undiverted.ifPresent(fact -> finding.because("undiverted", fact));
        return remedied(always && clear ? finding.verdict(Verdict.CONFIRMED) : finding, see(c));
    }

    private static Map<String, String> counts(AcceptQueues reading, Connect c) {
        AcceptQueue queue = of(reading, c).getFirst();
        return Map.of(
                "waiting", Integer.toString(queue.waiting()),
                "limit", Integer.toString(queue.limit()));
    }

    private static Map<String, String> words(Scene scene, Connect c, AcceptQueue queue) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("listens", Net.endpoint(queue.address(), queue.port()));
        words.put("program", "-");
        scene.listeners(c.port()).orElse(List.of()).stream()
                .filter(l -> Bound.takes(l, c.address()))
                .findFirst()
                .ifPresent(listener -> words.putAll(Bound.words(listener)));
        return words;
    }

    /** From outside a full queue looks like a filter that drops. */
    private Optional<Finding> outside(Scene scene) {
        return Silence.of(scene)
                .filter(silence -> silence.life().isPresent() && !silence.stopsOnTheWay())
                .map(silence ->
                        remedied(
                                Silence.finding(id(), scene, silence, Verdict.POSSIBLE),
                                see(silence.silent())));
    }

    private static Command see(Connect c) {
        return Command.of("ss", "-ltn", "sport = :" + c.port());
    }

    private static Finding remedied(Finding.Builder finding, Command see) {
        return finding.remedy(Where.SERVER, "see", see)
                .remedy(Where.SERVER, "accept")
                .remedy(Where.SERVER, "longer")
                .build();
    }
}
