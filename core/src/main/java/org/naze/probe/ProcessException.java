package org.naze.probe;

/** The process as which the world is to be seen can't be looked at; the command line is wrong. */
public final class ProcessException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final int pid;

    /**
     * Says why.
     *
     * @param key the line of the messages under {@code error.process.}: {@code gone}, {@code
     *     zombie}, {@code kernel}, {@code denied}, {@code network} or {@code system}
     */
    public ProcessException(String key, int pid) {
        super("process " + pid + ": " + key);
        this.key = key;
        this.pid = pid;
    }

    /** The messages' line. */
    public String key() {
        return key;
    }

    public int pid() {
        return pid;
    }
}
