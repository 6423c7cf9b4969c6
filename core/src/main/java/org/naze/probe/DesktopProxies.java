package org.naze.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The proxies that a desktop or system hands to the programs that ask it, browsers above all: of
 * GNOME, KDE, macOS and Windows. No password is read out of them.
 */
record DesktopProxies(Platform platform, Settings settings) {
    private static final long TOOL_MS = 1000;
    private static final int MAX_BYTES = 1 << 16;

    static final String GNOME = "org.gnome.system.proxy";
    static final String KDE = "kioslaverc";
    static final String MAC = "scutil --proxy";
    static final String WINDOWS = "Internet Settings";

    private static final List<String> REG_QUERY =
            List.of(
                    "reg",
                    "query",
                    "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings");

    private static String system() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    /** Whether the system itself has such settings, with a desktop or without. */
    static boolean isOfSystem() {
        return system().startsWith("mac") || system().startsWith("windows");
    }

    /** All that are set; on a machine without a desktop none, and no tool is started. */
    List<ProxyTable> read() {
        var tables = new ArrayList<ProxyTable>();
        if (system().startsWith("mac")) {
            ask(List.of("scutil", "--proxy"))
                    .forEach(text -> tables.addAll(SystemProxies.mac(text)));
        } else if (system().startsWith("windows")) {
            ask(REG_QUERY).forEach(text -> tables.addAll(SystemProxies.windows(text)));
        } else if (hasDesktop()) {
            kde().forEach(text -> tables.addAll(KdeProxies.parse(text)));
            gnome().forEach(text -> tables.addAll(GnomeProxies.parse(text)));
        }
        return tables;
    }

    private boolean hasDesktop() {
        return Stream.of("XDG_CURRENT_DESKTOP", "DISPLAY", "WAYLAND_DISPLAY")
                .anyMatch(name -> !variable(name, "").isEmpty());
    }

    private String variable(String name, String otherwise) {
        return settings.environment().getOrDefault(name, otherwise);
    }

    private List<String> ask(List<String> command) {
        return platform.tool(command, Deadline.in(TOOL_MS))
                        instanceof Answer.Known<String>(var text)
                ? List.of(text)
                : List.of();
    }

    /** The tool tells the settings of the user who runs it; another process is another's. */
    private List<String> gnome() {
        return settings.process() == null
                ? ask(List.of("gsettings", "list-recursively", GNOME))
                : List.of();
    }

    private List<String> kde() {
        String folder = variable("XDG_CONFIG_HOME", variable("HOME", "") + "/.config");
        String name = (folder + "/" + KDE).replaceFirst("^/+", "");
        ClientProcess process = settings.process();
        Path root = process == null ? Path.of("/") : process.root();
        return TextFile.read(root, name, MAX_BYTES)
                        instanceof Answer.Known<TextFile>(TextFile(String text, boolean whole))
                ? List.of(text)
                : List.of();
    }
}
