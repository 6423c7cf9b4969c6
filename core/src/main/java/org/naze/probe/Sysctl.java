package org.naze.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings of the kernel in this network namespace (Documentation/networking/ip-sysctl.rst). */
final class Sysctl {
    private static final int MAX_BYTES = 256;

    private Sysctl() {}

    /** The whole numbers of a setting under net/ipv4; none where this system has no such. */
    static List<Integer> numbers(String name) {
        var numbers = new ArrayList<Integer>();
        if (TextFile.read(Path.of("/"), "proc/sys/net/ipv4/" + name, MAX_BYTES)
                instanceof Answer.Known<TextFile>(TextFile(String text, boolean whole))) {
            for (String word : text.strip().split("\\s+")) {
                if (whole && word.matches("\\d{1,9}")) {
                    numbers.add(Integer.valueOf(word));
                }
            }
        }
        return numbers;
    }
}
