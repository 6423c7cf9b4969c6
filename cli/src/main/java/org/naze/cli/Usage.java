package org.naze.cli;

/** The command line is wrong; the message is one line that says how to put it right. */
final class Usage extends Exception {
    private static final long serialVersionUID = 1;

    Usage(String message) {
        super(message);
    }
}
