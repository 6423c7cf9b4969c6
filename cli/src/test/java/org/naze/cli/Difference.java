package org.naze.cli;

import java.util.ArrayList;
import java.util.List;

/** Two texts line by line, as diff(1) shows them: what they share, {@code -} was, {@code +} is. */
final class Difference {
    private final List<String> was;
    private final List<String> is;
    private final List<String> shown = new ArrayList<>();

    private Difference(List<String> was, List<String> is) {
        this.was = was;
        this.is = is;
    }

    /** The lines that differ and those around them. */
    static String between(String was, String is) {
        var difference = new Difference(was.lines().toList(), is.lines().toList());
        difference.walk(difference.shared());
        return difference.around();
    }

    /** How many lines the texts share from each pair of lines on, in order. */
    private int[][] shared() {
        var shared = new int[was.size() + 1][is.size() + 1];
        for (int i = was.size() - 1; i >= 0; i--) {
            for (int j = is.size() - 1; j >= 0; j--) {
                shared[i][j] =
                        was.get(i).equals(is.get(j))
                                ? shared[i + 1][j + 1] + 1
                                : Math.max(shared[i + 1][j], shared[i][j + 1]);
            }
        }
        return shared;
    }

    private void walk(int[][] shared) {
        int i = 0;
        int j = 0;
        while (i < was.size() || j < is.size()) {
            if (i < was.size() && j < is.size() && was.get(i).equals(is.get(j))) {
                shown.add("  " + was.get(i++));
                j++;
            } else if (j == is.size() || i < was.size() && shared[i + 1][j] >= shared[i][j + 1]) {
                shown.add("- " + was.get(i++));
            } else {
                shown.add("+ " + is.get(j++));
            }
        }
    }

    private String around() {
        var text = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < shown.size(); i++) {
            if (isNearAChange(i)) {
                text.append(gap ? "  [...]\n" : "").append(shown.get(i)).append('\n');
            }
            gap = !isNearAChange(i);
        }
        return text.toString();
    }

    private boolean isNearAChange(int line) {
        return shown.subList(Math.max(0, line - 2), Math.min(shown.size(), line + 3)).stream()
                .anyMatch(near -> !near.startsWith(" "));
    }
}
