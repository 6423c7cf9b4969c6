package org.naze.report;

/** A document that is not what it should be; the message says where. */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    public FormatException(String message) {
        super(message);
    }
}
