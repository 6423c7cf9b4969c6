package org.naze.probe;

import java.util.function.Consumer;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;

/** What came of a question put to the operating system: a value, or why there is none. */
public sealed interface Answer<T> {
    /** The system answered. */
    record Known<T>(T value) implements Answer<T> {}

    /** It could not be asked; {@code detail} is the tool or the error. */
    record Unknown<T>(Reason reason, String detail) implements Answer<T> {}

    /** A value. */
    static <T> Answer<T> of(T value) {
        return new Known<>(value);
    }

    /** No value, and why. */
    static <T> Answer<T> none(Reason reason, String detail) {
        return new Unknown<>(reason, detail);
    }

    /** Hands the value on, or notes why there is none under the question's name. */
    default void into(String question, Consumer<? super T> use, Consumer<? super Fact> unchecked) {
        // No switch: one over patterns is linked at run time, 3 ms of start-up even with a cache.
        if (this instanceof Known<T>(T value)) {
            use.accept(value);
        } else if (this instanceof Unknown<T>(Reason reason, String detail)) {
            unchecked.accept(new Fact.Unchecked(question, reason, detail));
        }
    }
}
