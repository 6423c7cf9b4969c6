package org.naze.cli;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.Diagnoser;
import org.naze.explain.Explained;
import org.naze.model.Target;
import org.naze.probe.Platforms;
import org.naze.probe.Settings;
import org.naze.report.Words;
import picocli.CommandLine.Model.CommandSpec;

/** The options for what works sometimes, or for some time, or not yet. */
final class LongLook {
    private static final int MOST_TRIES = 1000;
    private static final double LONGEST_SECONDS = 3600;
    private static final Set<String> NOT_TCP = Set.of("udp", "unix");

    private LongLook() {}

    static void add(CommandSpec spec, Words words) {
        spec.addOption(Common.value(words, "--count", "N", String.class));
        spec.addOption(Common.value(words, "--hold", "SECONDS", String.class));
        spec.addOption(Common.flag(words, "recheck", "--recheck"));
    }

    static boolean isWanted(Common common) {
        return common.has("--count") || common.has("--hold") || common.has("--recheck");
    }

    /**
     * Takes the options over.
     *
     * @throws Usage if a value is none that can be, or the target is none to hold
     */
    static void set(Common common, Target target, Settings.Builder settings) throws Usage {
        if (!isWanted(common)) {
            return;
        }
        settings.tries(tries(common, target)).holdMs(Math.round(1000 * hold(common, target)));
        // Java would give the same answer for 30 s, and a failure for 10.
        System.setProperty("sun.net.inetaddr.ttl", "0");
        System.setProperty("sun.net.inetaddr.negative.ttl", "0");
    }

    private static int tries(Common common, Target target) throws Usage {
        String text = common.value("--count", "0");
        int count = text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
        return (int) inside(common, target, "--count", count, MOST_TRIES, "error.count");
    }

    private static double hold(Common common, Target target) throws Usage {
        String text = common.value("--hold", "0");
        double seconds = text.matches("\\d{1,4}(\\.\\d{1,3})?") ? Double.parseDouble(text) : -1;
        return inside(common, target, "--hold", seconds, LONGEST_SECONDS, "error.hold");
    }

    private static double inside(
            Common common, Target target, String option, double value, double most, String error)
            throws Usage {
        if (!common.has(option)) {
            return 0;
        }
        if (value < 1 || value > most) {
            throw new Usage(common.words().message(error));
        }
        if (NOT_TCP.contains(target.scheme())) {
            var words = Map.of("option", option, "scheme", target.scheme());
            throw new Usage(common.words().message("error.not-tcp", words));
        }
        return value;
    }

    /** Looks for long; the exit status. */
    static int run(
            Common common, Target target, @Nullable Explained explained, Settings.Builder settings)
            throws Usage {
        try (var interruption = new Interruption();
                var platform = Platforms.find()) {
            settings.stop(interruption.stop());
            var recheck =
                    new Recheck(
                            common,
                            explained,
                            interruption,
                            before ->
                                    new Diagnoser(platform, settings.before(before).build())
                                            .diagnose(target));
            return common.has("--recheck") ? recheck.untilMended() : recheck.once();
        }
    }
}
