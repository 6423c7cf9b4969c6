package org.naze.report;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.Kebab;

/**
 * Facts as JSON and back, by their records' components: a new fact needs no line here. Reading is
 * strict: every component present, none besides, each of its type.
 */
final class FactJson {
    private FactJson() {}

    /** The record's components in order. */
    static Map<String, @Nullable Object> write(Record record) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            tree.put(component.getName(), tree(read(record, component)));
        }
        return tree;
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object tree(@Nullable Object value) {
        return switch (value) {
            case Enum<?> constant -> Kebab.of(constant);
            case Record record -> write(record);
            case List<?> list -> list.stream().map(FactJson::tree).toList();
            case Integer number -> number.longValue(); // as it is read back
            case null, default -> value;
        };
    }

    /** The fact of a kind (its record's name in kebab case) from its components. */
    static Fact read(String kind, Map<?, ?> tree) throws FormatException {
        for (Class<?> type : Fact.class.getPermittedSubclasses()) {
            if (Kebab.of(type).equals(kind)) {
                return (Fact) record(type.asSubclass(Record.class), tree, kind);
            }
        }
        throw new FormatException("unknown kind of fact: " + Safe.text(kind));
    }

    private static Record record(Class<? extends Record> type, Map<?, ?> tree, String where)
            throws FormatException {
        RecordComponent[] components = type.getRecordComponents();
        var types = new Class<?>[components.length];
        var values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            types[i] = components[i].getType();
            if (!tree.containsKey(name)) {
                throw new FormatException(where + " lacks " + name);
            }
            values[i] = value(components[i].getGenericType(), tree.get(name), where + "." + name);
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (values[i] == null && !nullable) {
                throw new FormatException(where + "." + name + " must be given");
            }
        }
        requireNoOther(tree, components, where);
        return create(type, types, values, where);
    }

    private static void requireNoOther(Map<?, ?> tree, RecordComponent[] components, String where)
            throws FormatException {
        for (Object name : tree.keySet()) {
            if (Arrays.stream(components).noneMatch(c -> c.getName().equals(name))) {
                throw new FormatException(
                        where + " should not have " + Safe.text(String.valueOf(name)));
            }
        }
    }

    private static Record create(
            Class<? extends Record> type, Class<?>[] types, @Nullable Object[] values, String where)
            throws FormatException {
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new FormatException(where + " can't be: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object value(Type type, @Nullable Object raw, String where)
            throws FormatException {
        if (raw == null) {
            return null;
        }
        if (type instanceof ParameterizedType list && raw instanceof List<?> values) {
            var read = new ArrayList<Object>();
            for (Object each : values) {
                Object element = value(list.getActualTypeArguments()[0], each, where + "[]");
                if (element == null) {
                    throw new FormatException(where + " holds an element that is not given");
                }
                read.add(element);
            }
            return List.copyOf(read);
        }
        if (type instanceof Class<?> c) {
            return scalar(c, raw, where);
        }
        throw new FormatException(where + " should be a list");
    }

    private static Object scalar(Class<?> type, Object raw, String where) throws FormatException {
        if (type.isRecord() && raw instanceof Map<?, ?> map) {
            return record(type.asSubclass(Record.class), map, where);
        }
        if (type.isEnum() && raw instanceof String name) {
            for (Object constant : type.getEnumConstants()) {
                if (Kebab.of((Enum<?>) constant).equals(name)) {
                    return constant;
                }
            }
        }
        if (type == String.class && raw instanceof String
                || (type == boolean.class || type == Boolean.class) && raw instanceof Boolean
                || type == long.class && raw instanceof Long) {
            return raw;
        }
        if ((type == int.class || type == Integer.class)
                && raw instanceof Long number
                && number == number.intValue()) {
            return number.intValue();
        }
        throw new FormatException(
                where + " is not a " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }
}
