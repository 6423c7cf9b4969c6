package org.naze.cause;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.naze.model.Fact.Try;
import org.naze.model.Outcome;

/** What failures among tries may have in common: looked for one by one, each with its odds. */
record Patterns(Scene scene, Tries tries) {

    /** The one that chance explains least. */
    Common best() {
        return ofItself().or(this::leastByChance).orElseGet(() -> plain(unexplained()));
    }

    private Common plain(Steadiness what) {
        return new Common(what, tries.odds(1));
    }

    /** What is no matter of chance: there was no address to connect to, or there is one alone. */
    private Optional<Common> ofItself() {
        if (tries.bad().stream().allMatch(t -> t.address() == null)) {
            return Optional.of(plain(Steadiness.LOOKUP));
        }
        return tries.bad().size() == 1 ? Optional.of(plain(unexplained())) : Optional.empty();
    }

    private Optional<Common> leastByChance() {
        return Stream.of(
                        new AddressPattern(scene, tries).all(),
                        new PortPatterns(tries).all(),
                        new TimePatterns(tries).all())
                .flatMap(each -> each)
                .flatMap(Optional::stream)
                .filter(common -> common.odds().isWorthSaying())
                .max(Comparator.comparingDouble(common -> common.odds().once()));
    }

    private Steadiness unexplained() {
        if (!tries.slow().isEmpty() && tries.bad().stream().allMatch(Patterns::isSilent)) {
            return Steadiness.LOSS;
        }
        return tries.bad().size() == 1 ? Steadiness.ONCE : Steadiness.RANDOM;
    }

    private static boolean isSilent(Try one) {
        return one.errno() != null && one.errno().outcome() == Outcome.TIMEOUT;
    }
}
