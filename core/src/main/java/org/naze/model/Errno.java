package org.naze.model;

/**
 * What the kernel said of one connect: the errno's own name, or that it said nothing in time.
 * Sources: connect(2), ip(7), tcp(7).
 */
public enum Errno {
    /** The connection stands. */
    OK(Outcome.CONNECTED),
    ECONNREFUSED(Outcome.REFUSED),
    ECONNRESET(Outcome.RESET),
    ETIMEDOUT(Outcome.TIMEOUT),
    /** Nothing came back while Naze waited; the kernel would have gone on trying. */
    SILENT(Outcome.TIMEOUT),
    EHOSTUNREACH(Outcome.UNREACHABLE),
    ENETUNREACH(Outcome.UNREACHABLE),
    /** connect(2) answers this for a black-hole route. */
    EINVAL(Outcome.UNREACHABLE),
    EAFNOSUPPORT(Outcome.UNREACHABLE),
    EADDRNOTAVAIL(Outcome.ADDRESS_UNAVAILABLE),
    EACCES(Outcome.DENIED),
    EPERM(Outcome.DENIED),
    EMFILE(Outcome.NO_DESCRIPTORS),
    ENFILE(Outcome.NO_DESCRIPTORS),
    ENOBUFS(Outcome.NO_DESCRIPTORS),
    /** A Unix domain socket's file is not there. */
    ENOENT(Outcome.REFUSED),
    /** An errno that has no name here. */
    OTHER(Outcome.UNREACHABLE);

    private final Outcome outcome;

    Errno(Outcome outcome) {
        this.outcome = outcome;
    }

    /** The contract's word for this errno. */
    public Outcome outcome() {
        return outcome;
    }
}
