package org.naze.cause;

import java.util.Map;

/** What the tries that failed have in common, and those that connected have not. */
record Common(Steadiness what, Odds odds, Map<String, String> values) {
    Common(Steadiness what, Odds odds) {
        this(what, odds, Map.of());
    }
}
