package org.naze.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A document spoilt in every place: each member left out, one too many, something of another type
 * in its place.
 */
final class Spoiler {
    private final Set<String> optional;
    private final Map<String, Object> spoilt = new TreeMap<>();

    private Spoiler(Set<String> optional) {
        this.optional = optional;
    }

    /**
     * The spoilt documents, each under what was done to it.
     *
     * @param optional paths of members that may be left out: {@code $.target.path}
     */
    static Map<String, Object> all(Map<?, ?> document, Set<String> optional) {
        var spoiler = new Spoiler(optional);
        spoiler.spoil("$", document, changed -> changed);
        return spoiler.spoilt;
    }

    /**
     * @param whole makes the whole document of a changed part
     */
    private void spoil(String path, @Nullable Object part, UnaryOperator<Object> whole) {
        Object other = part instanceof Map<?, ?> ? List.of() : Map.of("surprise", 1L);
        spoilt.put(path + " of another type", whole.apply(other));
        if (part instanceof Map<?, ?> map) {
            spoilt.put("a surprise in " + path, whole.apply(with(map, "surprise", 1L)));
            map.forEach((name, value) -> member(path, map, String.valueOf(name), value, whole));
        } else if (part instanceof List<?> list && !list.isEmpty()) {
            // Facts differ from each other; of other lists one element stands for all.
            int count = path.equals("$.facts") ? list.size() : 1;
            for (int i = 0; i < count; i++) {
                element(path + "[" + i + "]", list, i, whole);
            }
        }
    }

    private void member(
            String path,
            Map<?, ?> map,
            String name,
            @Nullable Object value,
            UnaryOperator<Object> whole) {
        String member = path + "." + name;
        if (!optional.contains(member)) {
            var fewer = new LinkedHashMap<Object, @Nullable Object>(map);
            fewer.remove(name);
            spoilt.put("no " + member, whole.apply(fewer));
        }
        spoil(member, value, changed -> whole.apply(with(map, name, changed)));
    }

    private void element(String path, List<?> list, int index, UnaryOperator<Object> whole) {
        spoil(
                path,
                Objects.requireNonNull(list.get(index)),
                changed -> {
                    var other = new ArrayList<Object>(list);
                    other.set(index, changed);
                    return whole.apply(other);
                });
    }

    private static Object with(Map<?, ?> map, Object name, Object value) {
        var changed = new LinkedHashMap<Object, @Nullable Object>(map);
        changed.put(name, value);
        return changed;
    }
}
