package org.naze.cli;

/** The contract's exit statuses. */
final class Exit {
    static final int FINE = 0;
    static final int PROBLEM = 1;
    static final int USAGE = 2;
    static final int FAILED = 3;
    static final int INTERRUPTED = 130;

    private Exit() {}
}
