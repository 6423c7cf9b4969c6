package org.naze.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.naze.report.Language;
import org.naze.report.Prose;
import org.naze.report.Safe;
import org.naze.report.Words;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code naze}. */
public final class Main {
    private static final Set<String> COMMANDS = Set.of("diagnose", "explain", "causes", "judge");

    /** picocli takes no narrower one. */
    private static final int NARROWEST_USAGE = 55;

    private Main() {}

    /** Runs the command and ends the process with the contract's exit status. */
    public static void main(String[] args) {
        // What still waits (the system's resolver) must not hold the process.
        Runtime.getRuntime().halt(run(args, System.getenv()));
    }

    /** Runs the command; the environment is the client's. */
    static int run(String[] args, Map<String, String> environment) {
        Screen screen = Screen.standard(environment);
        var words = new Words(screen.language(askedLanguage(args)));
        var plain = new Terminal(screen.in(words.language()), false);
        try {
            return dispatch(args, environment, words, plain);
        } catch (Usage e) {
            plain.error("naze: " + Safe.text(String.valueOf(e.getMessage())));
            return Exit.USAGE;
        } catch (ParameterException e) {
            plain.error("naze: " + Misreading.of(e, words));
            return Exit.USAGE;
        } catch (IOException | RuntimeException | LinkageError e) {
            // A class that can't be read for want of a descriptor is a LinkageError, too.
            plain.error("naze: " + words.message("error.internal", Map.of("why", e.toString())));
            if (environment.containsKey("NAZE_DEBUG")) {
                e.printStackTrace();
            }
            return Exit.FAILED;
        }
    }

    private static String askedLanguage(String[] args) {
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            if (args[i].startsWith("--lang=")) {
                return args[i].substring("--lang=".length());
            }
            if (args[i].equals("--lang") && i + 1 < args.length) {
                return args[i + 1];
            }
        }
        return "";
    }

    private static int dispatch(
            String[] given, Map<String, String> environment, Words words, Terminal plain)
            throws Usage, IOException {
        String asked = askedLanguage(given);
        if (!asked.isEmpty() && Language.of(asked).isEmpty()) {
            throw new Usage(words.message("error.lang", Map.of("text", asked)));
        }
        String[] args = commandFirst(given);
        boolean nothing = args.length == 0 && Boolean.getBoolean("naze.tty.in");
        if (nothing || args.length > 0 && isHelp(args[0])) {
            plain.out(Prose.table(words.message("help"), plain.layout().columns()));
            return nothing ? Exit.USAGE : Exit.FINE;
        }
        if (args.length > 0 && args[0].equals("--version")) {
            plain.out("naze 0.1.0\n");
            return Exit.FINE;
        }
        boolean named = args.length > 0 && COMMANDS.contains(args[0]);
        String command = named ? args[0] : "diagnose";
        CommandSpec spec = spec(command, words);
        String[] rest = named ? Arrays.copyOfRange(args, 1, args.length) : args;
        if (Arrays.asList(rest).contains("--help")) {
            spec.usageMessage().width(Math.clamp(plain.layout().columns(), NARROWEST_USAGE, 80));
            plain.out(new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF));
            return Exit.FINE;
        }
        ParseResult parsed = new CommandLine(spec).parseArgs(rest);
        return run(command, new Common(environment, parsed));
    }

    /** {@code naze --lang zh causes} is {@code naze causes --lang zh}. */
    private static String[] commandFirst(String[] args) {
        int options = Common.leading(args);
        if (options == args.length) {
            return args;
        }
        String first = args[options];
        boolean isCommand = COMMANDS.contains(first) || isHelp(first) || first.equals("--version");
        if (!isCommand || options == 0) {
            return args;
        }
        String[] moved = args.clone();
        System.arraycopy(args, 0, moved, 1, options);
        moved[0] = first;
        return moved;
    }

    private static boolean isHelp(String argument) {
        return argument.equals("--help") || argument.equals("-h") || argument.equals("help");
    }

    private static CommandSpec spec(String command, Words words) {
        return switch (command) {
            case "explain" -> ExplainCommand.spec(words);
            case "causes" -> CausesCommand.spec(words);
            case "judge" -> JudgeCommand.spec(words);
            default -> Diagnose.spec(words);
        };
    }

    private static int run(String command, Common common) throws Usage, IOException {
        return switch (command) {
            case "explain" -> ExplainCommand.run(common);
            case "causes" -> CausesCommand.run(common);
            case "judge" -> JudgeCommand.run(common);
            default -> Diagnose.run(common);
        };
    }
}
