package org.naze.model;

/**
 * A text that may be sent but never shown: printed, logged or put into a report it is three stars.
 */
public record Secret(String value) {
    /** What stands in a secret's place. */
    public static final String STARS = "***";

    @Override
    public String toString() {
        return STARS;
    }
}
