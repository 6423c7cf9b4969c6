package org.naze.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.naze.model.Fact;

/** What systemd says of the unit that a process belongs to (systemctl(1), show). */
final class SystemdUnit {
    private static final long TOOL_MS = 1000;

    private SystemdUnit() {}

    /** The addresses that its unit may and may not speak with; empty where that can't be told. */
    static Optional<Fact> addresses(Path proc, Platform platform) {
        return unit(proc).flatMap(unit -> addresses(unit, platform));
    }

    private static Optional<Fact> addresses(String unit, Platform platform) {
        var show =
                List.of(
                        "systemctl",
                        "show",
                        "--property=IPAddressAllow",
                        "--property=IPAddressDeny",
                        "--",
                        unit);
        return platform.tool(show, Deadline.in(TOOL_MS)) instanceof Answer.Known<String>(var text)
                ? Optional.of(parse(unit, text))
                : Optional.empty();
    }

    static Fact parse(String unit, String text) {
        return new Fact.UnitAddresses(
                unit, prefixes(text, "IPAddressAllow="), prefixes(text, "IPAddressDeny="));
    }

    private static List<String> prefixes(String text, String key) {
        var all = new ArrayList<String>();
        for (String line : text.split("\n")) {
            if (line.startsWith(key)) {
                for (String word : line.substring(key.length()).strip().split("\\s+")) {
                    if (word.indexOf('/') > 0) {
                        all.add(word);
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    /** The last part of its control group's path, by whichever version systemd keeps them. */
    private static Optional<String> unit(Path proc) {
        try {
            for (String line : Files.readAllLines(proc.resolve("cgroup"))) {
                String[] parts = line.split(":", 3);
                String unit = line.substring(line.lastIndexOf('/') + 1);
                boolean systemds = parts[1].isEmpty() || parts[1].equals("name=systemd");
                if (systemds && unit.matches("[A-Za-z0-9:_.@\\\\-]+\\.(service|scope)")) {
                    return Optional.of(unit);
                }
            }
        } catch (IOException | RuntimeException e) {
            // No proc, or not as proc(5) says: then there is nothing to be told.
        }
        return Optional.empty();
    }
}
