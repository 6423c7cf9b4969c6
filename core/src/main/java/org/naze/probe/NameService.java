package org.naze.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A way of looking up hosts that Naze knows, from nsswitch.conf(5).
 *
 * @param isFiles the hosts file, else the name servers
 * @param isLast where this one does not know the name no other is asked ({@code NOTFOUND=return})
 */
record NameService(boolean isFiles, boolean isLast) {
    private static final int MAX_BYTES = 1 << 16;

    /** Without the file or the line; musl, which has neither, does the same. */
    private static final List<NameService> USUAL =
            List.of(new NameService(true, false), new NameService(false, false));

    /** Those that are configured for hosts, in order. */
    static List<NameService> read(Path root) {
        return TextFile.read(root, "etc/nsswitch.conf", MAX_BYTES)
                        instanceof Answer.Known<TextFile>(TextFile(String text, boolean whole))
                ? parse(text)
                : USUAL;
    }

    static List<NameService> parse(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> line.startsWith("hosts:"))
                .findFirst()
                .map(line -> services(line.substring("hosts:".length())))
                .orElse(USUAL);
    }

    private static List<NameService> services(String line) {
        var services = new ArrayList<NameService>();
        boolean known = false;
        for (String word : line.replaceAll("\\s+(?=[^\\[]*])", ",").strip().split("\\s+")) {
            if (!word.startsWith("[")) {
                known = word.equals("files") || word.equals("dns");
                if (known) {
                    services.add(new NameService(word.equals("files"), false));
                }
            } else if (known && word.toLowerCase(Locale.ROOT).contains("notfound=return")) {
                services.add(new NameService(services.removeLast().isFiles, true));
            }
        }
        return services.isEmpty() ? USUAL : services;
    }
}
