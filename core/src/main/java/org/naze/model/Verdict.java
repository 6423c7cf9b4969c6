package org.naze.model;

/** How far the facts carry a finding, strongest first. */
public enum Verdict {
    /** The facts leave nothing else. A wrong one is a bug of the first rank. */
    CONFIRMED,
    /** The facts speak for it, and something else could still look the same. */
    LIKELY,
    /** It fits the symptom; nothing speaks for it in particular. */
    POSSIBLE,
    /** A fact excludes it. */
    RULED_OUT;

    /** Whether this verdict makes a problem of its own (exit status 1). */
    public boolean isProblem() {
        return this == CONFIRMED || this == LIKELY;
    }
}
