package org.naze.explain;

import java.util.Arrays;
import java.util.Optional;
import org.naze.model.Kebab;
import org.naze.model.Outcome;

/** What an error text says went wrong: an {@link Outcome}, or one of three that only texts have. */
public enum Symptom {
    REFUSED(Outcome.REFUSED),
    TIMEOUT(Outcome.TIMEOUT),
    UNREACHABLE(Outcome.UNREACHABLE),
    ADDRESS_UNAVAILABLE(Outcome.ADDRESS_UNAVAILABLE),
    NAME_FAILURE(Outcome.NAME_FAILURE),
    RESET(Outcome.RESET),
    DENIED(Outcome.DENIED),
    NO_DESCRIPTORS(Outcome.NO_DESCRIPTORS),
    TLS_FAILURE(Outcome.TLS_FAILURE),
    PROTOCOL_MISMATCH(Outcome.PROTOCOL_MISMATCH),
    HANDSHAKE_REJECTED(Outcome.HANDSHAKE_REJECTED),
    HANDSHAKE_TIMEOUT(Outcome.HANDSHAKE_TIMEOUT),
    PROXY_FAILURE(Outcome.PROXY_FAILURE),
    /** A server could not have the port it wants. */
    ADDRESS_IN_USE(null),
    /** A connection failed, and the text does not say how. */
    OTHER_CONNECTION(null),
    /**
     * It looks alike, but no connection failed: a slow query, a file's permission, a pool's wait.
     */
    NOT_CONNECTION(null);

    private final @org.jspecify.annotations.Nullable Outcome outcome;

    Symptom(@org.jspecify.annotations.Nullable Outcome outcome) {
        this.outcome = outcome;
    }

    /** The contract's word: {@code address-in-use}. */
    public String id() {
        return Kebab.of(this);
    }

    /** What a diagnosis calls the same. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /**
     * The symptom of a contract's word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Symptom of(String id) {
        return Arrays.stream(values())
                .filter(symptom -> symptom.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " is no symptom"));
    }
}
