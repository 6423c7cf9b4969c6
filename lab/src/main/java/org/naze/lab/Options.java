package org.naze.lab;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the lab is asked to do.
 *
 * @param filters parts of names; a scenario that contains one of them runs; none means all
 * @param jobs how many scenarios run side by side
 * @param save folder for the reports, with their facts
 * @param healthyRuns how often the command runs in each healthy scenario and mode
 * @param checksOnly builds the networks and looks at them with other tools; runs no command
 * @param pairs how many networks with two faults are made up and run instead
 * @param varied how many with a fault, or none, and something harmless
 * @param seed decides which, and how they are addressed
 * @param table writes docs/faults.md, and so asks other tools, too
 * @param pause waits for Enter inside each scenario, so that one can look around
 */
record Options(
        List<String> filters,
        int jobs,
        boolean isLong,
        Set<Mode> modes,
        @Nullable Path save,
        int healthyRuns,
        boolean allowSkip,
        boolean checksOnly,
        int pairs,
        int varied,
        long seed,
        boolean table,
        boolean pause,
        Path naze,
        Path scenarios) {

    static final String USAGE =
            """
            Lab [NAME-PART…] [--jobs N] [--long] [--modes root,user,container] [--save DIR]
                [--healthy-runs N] [--checks-only] [--pause] [--allow-skip]
                [--table] [--pairs N] [--vary N] [--seed N] [--naze FILE] [--scenarios DIR]\
            """;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it can't be read
     */
    static Options of(String... arguments) {
        var rest = new ArrayDeque<>(Arrays.asList(arguments));
        var filters = new ArrayList<String>();
        int jobs = 0;
        boolean isLong = false;
        Set<Mode> modes = EnumSet.allOf(Mode.class);
        Path save = null;
        int healthyRuns = 1;
        boolean allowSkip = false;
        boolean checksOnly = false;
        int pairs = 0;
        int varied = 0;
        long seed = System.currentTimeMillis() % 10_000;
        boolean table = false;
        boolean pause = false;
        Path naze = Path.of("naze");
        Path scenarios = Path.of("lab/scenarios");
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            switch (argument) {
                case "--jobs" -> jobs = number(argument, rest);
                case "--long" -> isLong = true;
                case "--modes" -> modes = modes(value(argument, rest));
                case "--save" -> save = Path.of(value(argument, rest)).toAbsolutePath();
                case "--healthy-runs" -> healthyRuns = number(argument, rest);
                case "--allow-skip" -> allowSkip = true;
                case "--checks-only" -> checksOnly = true;
                case "--pairs" -> pairs = number(argument, rest);
                case "--vary" -> varied = number(argument, rest);
                case "--seed" -> seed = number(argument, rest);
                case "--table" -> table = true;
                case "--pause" -> pause = true;
                case "--naze" -> naze = Path.of(value(argument, rest));
                case "--scenarios" -> scenarios = Path.of(value(argument, rest));
                default -> filters.add(filter(argument));
            }
        }
        return new Options(
                List.copyOf(filters),
                // Side by side they would take each other's time.
                jobs > 0 ? jobs : table ? 1 : 2,
                isLong || table,
                Set.copyOf(modes),
                save,
                healthyRuns,
                allowSkip,
                checksOnly,
                pairs,
                varied,
                seed,
                table,
                pause,
                naze.toAbsolutePath(),
                scenarios);
    }

    /** Whether networks are made up, of lab/pieces.txt, instead of read. */
    boolean isMixed() {
        return pairs + varied > 0;
    }

    /** Whether a scenario is asked for. */
    boolean wants(Scenario scenario) {
        boolean named = filters.isEmpty() || filters.stream().anyMatch(scenario.name()::contains);
        return named && (isLong || !scenario.isLong());
    }

    private static String filter(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + argument);
        }
        return argument;
    }

    private static String value(String option, ArrayDeque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.remove();
    }

    private static int number(String option, ArrayDeque<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(option + " needs a number from 1 to 9999");
        }
        return Integer.parseInt(value);
    }

    private static Set<Mode> modes(String value) {
        var modes = EnumSet.noneOf(Mode.class);
        for (String word : value.split(",")) {
            modes.add(Mode.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return modes;
    }
}
