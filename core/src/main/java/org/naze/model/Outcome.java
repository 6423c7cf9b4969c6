package org.naze.model;

/** What became of the attempt as a whole, best first: of several addresses the best one stands. */
public enum Outcome {
    CONNECTED,
    HANDSHAKE_REJECTED,
    PROTOCOL_MISMATCH,
    TLS_FAILURE,
    HANDSHAKE_TIMEOUT,
    RESET,
    REFUSED,
    DENIED,
    TIMEOUT,
    UNREACHABLE,
    ADDRESS_UNAVAILABLE,
    NO_DESCRIPTORS,
    PROXY_FAILURE,
    NAME_FAILURE
}
