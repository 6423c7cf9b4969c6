package org.naze.probe;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;

/**
 * Which name servers the system's resolver asks, and for which names (resolv.conf(5), read as
 * glibc's res_init does: a directive stands at the very start of its line).
 *
 * @param servers numeric addresses, IPv6 ones with their zone; at most 3, as the resolver takes
 * @param search the domains that are appended to a short name
 * @param ndots a name with so many dots is asked as it is first
 * @param tcpOnly {@code options use-vc}: the resolver asks over TCP alone
 * @param source the file, or {@code default} where no file names a server
 */
public record ResolvConf(
        List<String> servers, List<String> search, int ndots, boolean tcpOnly, String source) {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_SERVERS = 3;
    private static final int MAX_SEARCH = 16;
    private static final int MAX_NDOTS = 15;
    static final int MAX_CANDIDATES = 6;

    /** systemd-resolved's stub; the servers that it asks itself stand in a file of its own. */
    private static final String STUB = "127.0.0.53";

    private static final String BLANKS = " \t\r";

    public ResolvConf {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
    }

    /**
     * The configuration of a machine or container, and behind it that of systemd-resolved where the
     * machine asks nothing but its stub. Empty, with a note, where it can't be read.
     *
     * @param root {@code /}, or {@code /proc/PID/root} for another process's view
     */
    public static List<ResolvConf> read(Path root, Consumer<? super Fact> note) {
        var found = new ArrayList<ResolvConf>(2);
        // Windows keeps its servers in the registry; nothing may be concluded from a missing file.
        if (File.separatorChar == '\\') {
            note.accept(new Fact.Unchecked("resolv", Reason.UNSUPPORTED, "resolv.conf"));
            return found;
        }
        read(root, "etc/resolv.conf", found, note);
        if (!found.isEmpty() && found.getFirst().servers.equals(List.of(STUB))) {
            read(root, "run/systemd/resolve/resolv.conf", found, note);
            if (found.size() == 2 && found.get(1).source.equals("default")) {
                found.removeLast();
            }
        }
        return found;
    }

    private static void read(
            Path root, String file, List<ResolvConf> found, Consumer<? super Fact> note) {
        String source = root.resolve(file).toString();
        TextFile.read(root, file, MAX_BYTES)
                .into(
                        "resolv",
                        text -> found.add(parse(text.text(), source, hostname(root))),
                        note);
    }

    /** The kernel tells the reader's own: that of another root stands in its file at best. */
    private static String hostname(Path root) {
        boolean own = root.equals(Path.of("/"));
        return TextFile.read(root, own ? "proc/sys/kernel/hostname" : "etc/hostname", 256)
                        instanceof Answer.Known<TextFile>(TextFile(String text, boolean whole))
                ? text.strip()
                : "";
    }

    /**
     * What a resolv.conf says.
     *
     * @param hostname the machine's; its domain is searched where the file names none
     */
    static ResolvConf parse(String text, String source, String hostname) {
        var lines = new Lines();
        var all = new StringTokenizer(text, "\n");
        while (all.hasMoreTokens()) {
            lines.take(all.nextToken());
        }
        return lines.conf(source, hostname);
    }

    /** The servers as a fact. */
    public Fact.NameServers fact() {
        return new Fact.NameServers(servers, search, source);
    }

    /**
     * The names to ask for, in the order in which the resolver asks, without final dots; at most
     * six, the name itself always among them.
     */
    public List<String> candidates(String name) {
        if (name.endsWith(".")) {
            return List.of(name.substring(0, name.length() - 1));
        }
        var names = new ArrayList<String>(MAX_CANDIDATES);
        boolean first = dots(name) >= ndots;
        if (first) {
            names.add(name);
        }
        int room = first ? MAX_CANDIDATES : MAX_CANDIDATES - 1;
        for (String domain : search) {
            String full = domain.isEmpty() ? name : name + "." + domain;
            if (names.size() < room && !names.contains(full)) {
                names.add(full);
            }
        }
        if (!names.contains(name)) {
            names.add(name);
        }
        return names;
    }

    private static int dots(String name) {
        int dots = 0;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '.') {
                dots++;
            }
        }
        return dots;
    }

    /** Gathers what the lines say; of several search or domain lines the last counts. */
    private static final class Lines {
        private final List<String> servers = new ArrayList<>(MAX_SERVERS);
        private List<String> search = List.of();
        private boolean searches;
        private int ndots = 1;
        private boolean tcpOnly;

        void take(String line) {
            var words = new StringTokenizer(line, BLANKS);
            if (!words.hasMoreTokens() || BLANKS.indexOf(line.charAt(0)) >= 0) {
                return;
            }
            switch (words.nextToken()) {
                case "nameserver" -> server(words);
                case "domain" -> domains(words, 1);
                case "search" -> domains(words, MAX_SEARCH);
                case "options" -> options(words);
                default -> {
                    // comments, sortlist and what nobody knows
                }
            }
        }

        private void server(StringTokenizer words) {
            if (words.hasMoreTokens() && servers.size() < MAX_SERVERS) {
                String address = words.nextToken();
                if (Addresses.isNumeric(address)) {
                    servers.add(address);
                }
            }
        }

        private void domains(StringTokenizer words, int most) {
            var domains = new ArrayList<String>();
            while (words.hasMoreTokens() && domains.size() < most) {
                String domain = words.nextToken();
                domains.add(
                        domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain);
            }
            if (!domains.isEmpty()) {
                search = domains;
                searches = true;
            }
        }

        private void options(StringTokenizer words) {
            while (words.hasMoreTokens()) {
                String option = words.nextToken();
                if (option.startsWith("ndots:")) {
                    ndots = number(option.substring("ndots:".length()));
                } else if (option.equals("use-vc")) {
                    tcpOnly = true;
                }
            }
        }

        /** As atoi reads it: the leading digits, 0 without any. */
        private static int number(String text) {
            int value = 0;
            for (int i = 0; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
                value = Math.min(MAX_NDOTS, value * 10 + Character.digit(text.charAt(i), 10));
            }
            return value;
        }

        ResolvConf conf(String source, String hostname) {
            int dot = hostname.indexOf('.');
            if (!searches && dot >= 0 && dot + 1 < hostname.length()) {
                search = List.of(hostname.substring(dot + 1));
            }
            // resolv.conf(5): without any nameserver the local machine is asked.
            return servers.isEmpty()
                    ? new ResolvConf(List.of("127.0.0.1"), search, ndots, tcpOnly, "default")
                    : new ResolvConf(servers, search, ndots, tcpOnly, source);
        }
    }
}
