package org.naze.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** docs/naze-1.schema.json, as it stands there. */
final class SchemaFile {
    static final Path PATH = Path.of("..", "docs", "naze-1.schema.json");

    private SchemaFile() {}

    static String text() throws IOException {
        return Files.readString(PATH);
    }

    /** A definition, with its descriptions. */
    static Map<?, ?> definition(String name) throws IOException, FormatException {
        return map(definitions().get(name));
    }

    /** Names of the definitions of facts. */
    static List<String> kinds() throws IOException, FormatException {
        return definitions().keySet().stream()
                .map(String::valueOf)
                .filter(name -> name.startsWith(SchemaOfFacts.FACT))
                .toList();
    }

    /** A definition without descriptions; null where there is none. */
    static @Nullable Object bare(String name) throws IOException, FormatException {
        return bare(definitions().get(name));
    }

    /** Brings what it says of facts and enums up to date, and keeps the descriptions. */
    static void renew() throws IOException, FormatException {
        Map<?, ?> old = definitions();
        var definitions = new LinkedHashMap<Object, @Nullable Object>(old);
        kinds().forEach(definitions::remove);
        SchemaOfFacts.definitions()
                .forEach((name, expected) -> {
                    definitions.remove(name);
                    definitions.put(name, described(expected, old.get(name)));
                });
        var tree = new LinkedHashMap<Object, @Nullable Object>(tree());
        tree.put("$defs", definitions);
        Files.writeString(PATH, PrettyJson.of(tree) + "\n");
    }

    private static Map<?, ?> tree() throws IOException, FormatException {
        try (InputStream in = Files.newInputStream(PATH)) {
            return map(Json.read(in));
        }
    }

    private static Map<?, ?> definitions() throws IOException, FormatException {
        return map(tree().get("$defs"));
    }

    private static Map<?, ?> map(@Nullable Object tree) {
        return (Map<?, ?>) Objects.requireNonNull(tree);
    }

    /** What is expected, with the descriptions that people gave to the old one. */
    private static @Nullable Object described(@Nullable Object expected, @Nullable Object old) {
        if (!(expected instanceof Map<?, ?> map)) {
            return expected;
        }
        Map<?, ?> before = old instanceof Map<?, ?> o ? o : Map.of();
        var described = new LinkedHashMap<Object, @Nullable Object>();
        if (before.get("description") instanceof String words) {
            described.put("description", words);
        }
        map.forEach((name, value) -> described.put(name, described(value, before.get(name))));
        return described;
    }

    private static @Nullable Object bare(@Nullable Object tree) {
        if (tree instanceof List<?> list) {
            return list.stream().map(SchemaFile::bare).toList();
        }
        if (!(tree instanceof Map<?, ?> map)) {
            return tree;
        }
        var bare = new LinkedHashMap<Object, @Nullable Object>();
        map.forEach((name, value) -> bare.put(name, bare(value)));
        if (bare.get("description") instanceof String) {
            bare.remove("description");
        }
        return bare;
    }
}
