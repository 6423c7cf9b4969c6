package org.naze.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a line into words. There is no shell: quotes hold a word together, and that is all. */
final class Words {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    private Words() {}

    /**
     * Words are parted by white space; {@code "…"} or {@code '…'} stand for what is between the
     * quotes and may be part of a word.
     *
     * @throws IllegalArgumentException if a quote is left open
     */
    static List<String> of(String line) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find()) {
            requireBlank(line, end, word.start());
            words.add(QUOTED.matcher(word.group()).replaceAll("$1$2"));
            end = word.end();
        }
        requireBlank(line, end, line.length());
        return List.copyOf(words);
    }

    private static void requireBlank(String line, int from, int to) {
        if (!line.substring(from, to).isBlank()) {
            throw new IllegalArgumentException(
                    "a quote is left open at " + line.substring(from).strip());
        }
    }
}
