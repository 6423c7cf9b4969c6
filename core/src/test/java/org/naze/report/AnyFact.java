package org.naze.report;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Target;
import org.naze.model.Vantage;

/**
 * Any fact that the types allow, made up by reflection, so that a new kind takes part unasked. The
 * same seed makes the same facts.
 */
final class AnyFact {
    /** Texts that break what reads, writes or shows them carelessly. */
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "10.2.0.5",
                    "fd02::5",
                    "eth0",
                    "tcp dport 8282 drop comment \"a \\\"b\\\"\"",
                    "a\\b",
                    "\u001b[31mred\u0007",
                    "line\nfeed\ttab\u0000nul",
                    "なぜ",
                    "\u202egnitaler",
                    "\u2028\u2029",
                    "\ud83e\udd14",
                    "\ud800lone",
                    "lone\udfff",
                    "{address}",
                    "</script>",
                    "\uffff\ufeff");

    private final Random random;

    AnyFact(long seed) {
        this.random = new Random(seed);
    }

    /** All kinds of facts there are. */
    static List<Class<? extends Record>> kinds() {
        return Arrays.stream(Fact.class.getPermittedSubclasses())
                .<Class<? extends Record>>map(kind -> kind.asSubclass(Record.class))
                .toList();
    }

    /** Evidence with one fact of every kind, in an order of its own. */
    Evidence evidence(Target target) {
        var entries = new ArrayList<Evidence.Entry>();
        for (Class<? extends Record> kind : kinds()) {
            String id = "f" + (entries.size() + 1);
            Vantage vantage = one(List.of(Vantage.values()));
            entries.add(new Evidence.Entry(id, vantage, number(), fact(kind)));
        }
        java.util.Collections.shuffle(entries, random);
        return new Evidence(target, number(), entries);
    }

    /** A fact of a kind. */
    Fact fact(Class<? extends Record> kind) {
        return (Fact) record(kind);
    }

    private Record record(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        @Nullable Object[] values = Arrays.stream(components).map(this::component).toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type + " can't be made of " + Arrays.toString(values), e);
        }
    }

    private @Nullable Object component(RecordComponent component) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return nullable && random.nextInt(3) == 0 ? null : value(component.getGenericType());
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            return IntStream.range(0, random.nextInt(4)).mapToObj(i -> value(element)).toList();
        }
        var plain = (Class<?>) type;
        if (plain == String.class) {
            return one(TEXTS);
        }
        if (plain == int.class || plain == Integer.class) {
            return random.nextInt();
        }
        if (plain == long.class) {
            return number();
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return random.nextBoolean();
        }
        return plain.isEnum()
                ? one(List.of(plain.getEnumConstants()))
                : record(plain.asSubclass(Record.class));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Times aren't negative. */
    private long number() {
        return random.nextLong() >>> 1 + random.nextInt(62);
    }
}
