package org.naze.probe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of machines that stand in this one's files.
 *
 * @param root {@code /}, or {@code /proc/PID/root} for another process's view
 * @param home the user's home directory, or null where none is known
 */
record KnownNames(Path root, @Nullable String home) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** What the hosts file calls machines, each with the first address of its lines. */
    Map<String, String> hosts() {
        var names = new LinkedHashMap<String, String>();
        for (String line : lines("etc/hosts")) {
            String[] words = BLANKS.split(line.replaceFirst("#.*", "").strip());
            for (int i = 1; i < words.length; i++) {
                String name = words[i].toLowerCase(Locale.ROOT);
                if (NAME.matcher(name).matches() && Addresses.isNumeric(words[0])) {
                    names.putIfAbsent(name, words[0]);
                }
            }
        }
        return names;
    }

    /** Where ssh was used before (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT); hashed names stay out. */
    Set<String> ssh() {
        var names = new LinkedHashSet<String>();
        if (home != null && home.startsWith("/")) {
            lines(home.substring(1) + "/.ssh/known_hosts").forEach(line -> known(line, names));
        }
        lines("etc/ssh/ssh_known_hosts").forEach(line -> known(line, names));
        return names;
    }

    private static void known(String line, Set<String> names) {
        String[] words = BLANKS.split(line.strip());
        String hosts = words[0].startsWith("@") && words.length > 1 ? words[1] : words[0];
        for (String host : hosts.split(",")) {
            String name = host.replaceFirst("^\\[(.*)]:\\d+$", "$1").toLowerCase(Locale.ROOT);
            if (NAME.matcher(name).matches() && !Addresses.isNumeric(name)) {
                names.add(name);
            }
        }
    }

    private List<String> lines(String file) {
        return TextFile.read(root, file, HostsFile.MAX_BYTES)
                        instanceof Answer.Known<TextFile>(TextFile(String text, boolean whole))
                ? text.lines().toList()
                : List.of();
    }
}
