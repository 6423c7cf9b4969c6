package org.naze.model;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command to paste into a POSIX shell. It is kept as its arguments, so that nothing that came
 * from the network can stand in it unquoted.
 *
 * @param root it needs root's rights
 */
public record Command(boolean root, List<String> arguments) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public Command {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command has at least its name");
        }
    }

    /** A command that anybody may run. */
    public static Command of(String... arguments) {
        return new Command(false, List.of(arguments));
    }

    /** A command that needs root's rights. */
    public static Command asRoot(String... arguments) {
        return new Command(true, List.of(arguments));
    }

    /**
     * The line to paste.
     *
     * @param sudo whether a command that needs root is prefixed with {@code sudo}
     */
    public String line(boolean sudo) {
        return (root && sudo ? "sudo " : "")
                + arguments.stream().map(Command::quote).collect(Collectors.joining(" "));
    }

    /** One argument, quoted for a POSIX shell where it needs to be (XCU §2.2.2). */
    static String quote(String argument) {
        return PLAIN.matcher(argument).matches()
                ? argument
                : "'" + printable(argument).replace("'", "'\\''") + "'";
    }

    /** What is not seen as itself could steer the terminal into which the line is pasted. */
    private static String printable(String argument) {
        return argument.codePoints()
                .filter(Legible::isShown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
