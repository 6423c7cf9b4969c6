package org.naze.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;

/**
 * The hosts file (hosts(5)): what it says of one name. It is read at every question, since it may
 * be mended between two.
 */
public final class HostsFile {
    private static final String NAME = "etc/hosts";
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_LINES = 100_000;

    /** More lines than these for one name add nothing to a diagnosis. */
    static final int MAX_ENTRIES = 64;

    /** A line of an ad blocker's may name thousands. */
    private static final int MAX_ALIASES = 16;

    private static final String BLANKS = " \t\r\f\u000b";

    private final Path root;
    private final String file;

    /**
     * The hosts file of a machine or container.
     *
     * @param root {@code /}, or {@code /proc/PID/root} for another process's view
     */
    public HostsFile(Path root) {
        this.root = root;
        file = root.resolve(NAME).toString();
    }

    /**
     * Notes each line that names the host, in order, and that the file was not looked at, or not to
     * its end, where that is so. Malformed lines are passed over as the system does.
     */
    public void look(String host, Consumer<? super Fact> note) {
        TextFile.read(root, NAME, MAX_BYTES)
                .into("hosts", text -> scan(text, withoutFinalDot(host), note), note);
    }

    private void scan(TextFile file, String host, Consumer<? super Fact> note) {
        String text = file.text();
        int found = 0;
        int number = 0;
        int start = 0;
        while (start < text.length() && number < MAX_LINES && found < MAX_ENTRIES) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            number++;
            if (look(text.substring(start, end), number, host, note)) {
                found++;
            }
            start = end + 1;
        }
        if (found < MAX_ENTRIES && (!file.isWhole() || start < text.length())) {
            note.accept(
                    new Fact.Unchecked(
                            "hosts", Reason.FAILED, this.file + ", after line " + number));
        }
    }

    /** Whether the line names the host. */
    private boolean look(String line, int number, String host, Consumer<? super Fact> note) {
        int comment = line.indexOf('#');
        var words = new StringTokenizer(comment < 0 ? line : line.substring(0, comment), BLANKS);
        if (!words.hasMoreTokens()) {
            return false;
        }
        String address = words.nextToken();
        var others = new ArrayList<String>();
        boolean named = false;
        while (words.hasMoreTokens()) {
            String name = withoutFinalDot(words.nextToken());
            boolean same = host.equalsIgnoreCase(name);
            named |= same;
            if (!same && others.size() < MAX_ALIASES) {
                others.add(name);
            }
        }
        if (!named || !Addresses.isNumeric(address)) {
            return false;
        }
        note.accept(new Fact.HostsEntry(file, number, host.toLowerCase(Locale.ROOT), address));
        if (!others.isEmpty()) {
            note.accept(new Fact.HostsAliases(file, number, List.copyOf(others)));
        }
        return true;
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
