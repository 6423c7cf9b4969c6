package org.naze.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.naze.report.Language;
import org.naze.report.Words;

/** The part of a cause's page that says how to check it. */
record CausePage(String cause, List<Block> blocks) {
    /** It comes third after the title: what happened, why we think so, how to check it yourself. */
    private static final int PART = 3;

    /**
     * Commands that stand together, and what the page says of them.
     *
     * @param script the lines of the block
     * @param sign the text that follows, up to the next block, in one line
     */
    record Block(String script, String sign) {}

    /**
     * Reads the page.
     *
     * @throws IllegalArgumentException if there is no such page
     */
    static CausePage of(String cause, Language language) {
        String part = new Words(language).page(cause).split("(?m)^## .*$")[PART];
        var blocks = new ArrayList<Block>();
        String[] pieces = part.split("(?m)^```.*$");
        for (int i = 1; i + 1 < pieces.length; i += 2) {
            String sign = String.join(" ", Arrays.asList(pieces[i + 1].strip().split("\\s+")));
            blocks.add(new Block(pieces[i].strip(), sign));
        }
        return new CausePage(cause, List.copyOf(blocks));
    }

    /**
     * The commands of a number, counted from 1.
     *
     * @throws IllegalArgumentException if the page has fewer
     */
    Block block(int number) {
        if (number < 1 || number > blocks.size()) {
            throw new IllegalArgumentException(
                    "the page of %s has %d check commands, no number %d"
                            .formatted(cause, blocks.size(), number));
        }
        return blocks.get(number - 1);
    }
}
