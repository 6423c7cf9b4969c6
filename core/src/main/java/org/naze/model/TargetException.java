package org.naze.model;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A text that can't be read as a target: what is wrong with it and what a right one looks like. The
 * words stand in {@code messages/targets.<language>.properties}.
 */
public final class TargetException extends IllegalArgumentException {
    private static final int LONGEST_VALUE = 64;
    private static final Map<String, Properties> WORDS = new ConcurrentHashMap<>();

    private final String key;
    private final Map<String, String> values;

    /**
     * What is wrong.
     *
     * @param key the line of the messages
     * @param values what its placeholders stand for; they are made safe to print here
     */
    public TargetException(String key, Map<String, String> values) {
        super(key);
        this.key = key;
        var safe = new TreeMap<String, String>();
        values.forEach((name, value) -> safe.put(name, printable(value)));
        this.values = Map.copyOf(safe);
    }

    /** The messages' line: {@code port-missing}. */
    public String key() {
        return key;
    }

    /** What the line's placeholders stand for, safe to print. */
    public Map<String, String> values() {
        return values;
    }

    /** One line in English. */
    @Override
    public String getMessage() {
        return message(Locale.ENGLISH);
    }

    /** One line in the given language, in English where there are no words in it. */
    public String message(Locale language) {
        String line =
                WORDS.computeIfAbsent(language.getLanguage(), TargetException::words)
                        .getProperty(key);
        for (var value : values.entrySet()) {
            line = line.replace("{" + value.getKey() + "}", value.getValue());
        }
        return line;
    }

    private static Properties words(String language) {
        String name = "/messages/targets." + language + ".properties";
        try (var stream = TargetException.class.getResourceAsStream(name)) {
            if (stream == null) {
                return words("en");
            }
            Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
            var words = new Properties();
            words.load(reader);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Control and format characters could steer the terminal on which the line is shown. */
    private static String printable(String value) {
        var safe = new StringBuilder();
        value.codePoints()
                .limit(LONGEST_VALUE)
                .map(c -> Legible.isShown(c) ? c : 0xFFFD)
                .forEach(safe::appendCodePoint);
        return value.codePointCount(0, value.length()) > LONGEST_VALUE
                ? safe + "…"
                : safe.toString();
    }
}
