package org.naze.report;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON as maps, lists, strings, numbers and booleans. UTF-8 always. Stateless. */
final class Json {
    private static final long LARGEST_BYTES = 16L << 20;
    private static final int DEEPEST = 32;

    /** Empty lists take 16 times the memory that their text takes. */
    private static final long MOST_TOKENS = 1_000_000;

    private Json() {}

    /** The stream stays open: it is the caller's. */
    static void write(Object tree, OutputStream out) {
        var factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            write(tree, generator);
            generator.writeRaw('\n');
        }
    }

    private static void write(@Nullable Object tree, JsonGenerator out) {
        switch (tree) {
            case null -> out.writeNull();
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach((name, value) -> {
                    out.writeName((String) name);
                    write(value, out);
                });
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                list.forEach(value -> write(value, out));
                out.writeEndArray();
            }
            case Boolean b -> out.writeBoolean(b);
            case Integer i -> out.writeNumber(i);
            case Long l -> out.writeNumber(l);
            case String s -> out.writeRawValue(quoted(s));
            default -> throw new IllegalArgumentException("no JSON for " + tree.getClass());
        }
    }

    /**
     * A string whose invisible and steering characters are escaped: the document may be looked at
     * on a terminal. Lone surrogates, which UTF-8 can't hold, come through as well.
     */
    private static String quoted(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (Safe.isShowable(c)) {
                json.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    json.append("\\u%04x".formatted((int) unit));
                }
            }
        }
        return json.append('"').toString();
    }

    /**
     * Reads exactly one document: no duplicate names, nothing after it, at most 16 MiB, 32 levels
     * and a million tokens.
     *
     * @throws FormatException if it is anything else
     */
    static @Nullable Object read(InputStream in) throws FormatException {
        var factory =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxDocumentLength(LARGEST_BYTES)
                                        .maxNestingDepth(DEEPEST)
                                        .maxTokenCount(MOST_TOKENS)
                                        .build())
                        .build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), in)) {
            parser.nextToken();
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new FormatException("something follows the document");
            }
            return tree;
        } catch (JacksonException e) {
            throw new FormatException("not JSON: " + e.getOriginalMessage());
        }
    }

    private static @Nullable Object value(JsonParser parser) throws FormatException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> throw new FormatException("the document is empty");
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT ->
                    throw new FormatException(
                            "not a whole number: " + Safe.text(parser.getString()));
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new FormatException("unexpected " + token);
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws FormatException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws FormatException {
        var list = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }
}
