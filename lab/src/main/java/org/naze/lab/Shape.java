package org.naze.lab;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document. Every reader throws {@link IllegalArgumentException} with the place's
 * path where something else stands than the contract says.
 */
record Shape(String path, @Nullable Object value) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z][A-Za-z0-9-]*}");

    /** A member that must be there, though it may be null. */
    Shape at(String key) {
        if (!(value instanceof Map<?, ?> object)) {
            throw wrong("is no object");
        }
        if (!object.containsKey(key)) {
            throw wrong("has no \"" + key + "\"");
        }
        return new Shape(path + "." + key, object.get(key));
    }

    /** Whether it has a member that need not be there. */
    boolean has(String key) {
        return value instanceof Map<?, ?> object && object.containsKey(key);
    }

    /** The elements of a list. */
    List<Shape> elements() {
        if (!(value instanceof List<?> list)) {
            throw wrong("is no list");
        }
        return IntStream.range(0, list.size())
                .mapToObj(i -> new Shape(path + "[" + i + "]", list.get(i)))
                .toList();
    }

    boolean isNull() {
        return value == null;
    }

    /** A string, possibly empty. */
    String string() {
        if (value instanceof String string) {
            return string;
        }
        throw wrong("is no string");
    }

    /** Words for people: there, and with every placeholder filled in. */
    String words() {
        String words = string();
        if (words.isBlank()) {
            throw wrong("is blank");
        }
        if (PLACEHOLDER.matcher(words).find()) {
            throw wrong("has an open placeholder: " + words);
        }
        return words;
    }

    /** A word of a closed vocabulary. */
    String oneOf(Set<String> vocabulary) {
        if (!vocabulary.contains(string())) {
            throw wrong("is \"" + string() + "\", which the contract doesn't know");
        }
        return string();
    }

    /** A whole number that is not negative. */
    long count() {
        if (value instanceof Integer || value instanceof Long) {
            long count = ((Number) value).longValue();
            if (count >= 0) {
                return count;
            }
        }
        throw wrong("is no whole number from 0 up");
    }

    boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("is neither true nor false");
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(path + " " + what);
    }
}
