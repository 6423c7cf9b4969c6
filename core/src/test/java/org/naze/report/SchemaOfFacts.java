package org.naze.report;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.naze.explain.Symptom;
import org.naze.model.Kebab;
import org.naze.model.Outcome;
import org.naze.model.Step;
import org.naze.model.Vantage;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * What JSON Schema (draft 2020-12) has to say of facts and enums, by reflection: the definitions
 * that docs/naze-1.schema.json must have. Without descriptions; those are written by people.
 */
final class SchemaOfFacts {
    /** Facts of this kind are named apart from the records that are parts of facts. */
    static final String FACT = "fact-";

    private final Map<String, Map<String, ?>> definitions = new TreeMap<>();

    private SchemaOfFacts() {}

    /** Every definition by its name. */
    static Map<String, Map<String, ?>> definitions() {
        var schema = new SchemaOfFacts();
        for (Class<?> type :
                List.of(
                        Outcome.class,
                        Verdict.class,
                        Where.class,
                        Vantage.class,
                        Step.Status.class,
                        Symptom.class)) {
            schema.reference(type);
        }
        var kinds = new ArrayList<Map<String, String>>();
        for (Class<? extends Record> kind : AnyFact.kinds()) {
            kinds.add(Map.of("$ref", "#/$defs/" + FACT + Kebab.of(kind)));
            schema.definitions.put(FACT + Kebab.of(kind), schema.fact(kind));
        }
        schema.definitions.put("fact", Map.of("oneOf", kinds));
        return schema.definitions;
    }

    private Map<String, ?> fact(Class<? extends Record> kind) {
        var properties = new LinkedHashMap<String, Map<String, ?>>();
        properties.put("id", Map.of("type", "string"));
        properties.put("kind", Map.of("const", Kebab.of(kind)));
        properties.put("vantage", reference(Vantage.class));
        properties.put("atMs", ordered("type", "integer", "minimum", 0L));
        properties.putAll(components(kind));
        return object(properties);
    }

    private Map<String, Map<String, ?>> components(Class<?> type) {
        var properties = new LinkedHashMap<String, Map<String, ?>>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            Map<String, ?> plain = of(component.getGenericType());
            properties.put(component.getName(), nullable ? orNull(plain) : plain);
        }
        return properties;
    }

    private static Map<String, ?> object(Map<String, Map<String, ?>> properties) {
        var object = new LinkedHashMap<String, Object>();
        object.putAll(ordered("type", "object", "additionalProperties", false));
        object.putAll(
                ordered("required", List.copyOf(properties.keySet()), "properties", properties));
        return object;
    }

    /** The file is written in this order, too. */
    private static Map<String, Object> ordered(String one, Object a, String other, Object b) {
        var map = new LinkedHashMap<String, Object>();
        map.put(one, a);
        map.put(other, b);
        return map;
    }

    private static Map<String, ?> orNull(Map<String, ?> plain) {
        return plain.get("type") instanceof String type
                ? Map.of("type", List.of(type, "null"))
                : Map.of("anyOf", List.of(plain, Map.of("type", "null")));
    }

    private Map<String, ?> of(Type type) {
        if (type instanceof ParameterizedType list) {
            return ordered("type", "array", "items", of(list.getActualTypeArguments()[0]));
        }
        var plain = (Class<?>) type;
        if (plain == String.class) {
            return Map.of("type", "string");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return Map.of("type", "boolean");
        }
        boolean whole = plain == int.class || plain == Integer.class || plain == long.class;
        return whole ? Map.of("type", "integer") : reference(plain);
    }

    /** An enum or a record stands in a definition of its own. */
    private Map<String, ?> reference(Class<?> type) {
        String name = Kebab.of(type);
        if (type.isEnum()) {
            List<String> words =
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> Kebab.of((Enum<?>) constant))
                            .toList();
            definitions.put(name, Map.of("enum", words));
        } else {
            definitions.put(name, object(components(type)));
        }
        return Map.of("$ref", "#/$defs/" + name);
    }
}
