package org.naze.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All words of one language: the report's messages and each cause's catalogue. Files are read when
 * first needed. Thread-safe.
 */
public final class Words {
    private final Language language;
    private final Map<String, Properties> files = new ConcurrentHashMap<>();

    public Words(Language language) {
        this.language = language;
    }

    public Language language() {
        return language;
    }

    /** A message of the report itself. */
    public String message(String key, Map<String, String> values) {
        return messageIfAny(key, values)
                .orElseThrow(() -> new IllegalArgumentException("no message " + key));
    }

    /** A message of the report itself that need not be there. */
    public Optional<String> messageIfAny(String key, Map<String, String> values) {
        return find("/messages/report", key).map(text -> fill(text, values));
    }

    /** A message without placeholders. */
    public String message(String key) {
        return message(key, Map.of());
    }

    /** Words of a cause's catalogue. */
    public String cause(String id, String key, Map<String, String> values) {
        return causeIfAny(id, key, values)
                .orElseThrow(() -> new IllegalArgumentException("no words for " + id + ": " + key));
    }

    /** Words of a cause's catalogue that need not be there. */
    public Optional<String> causeIfAny(String id, String key, Map<String, String> values) {
        return find("/causes/" + id + "/", key).map(text -> fill(text, values));
    }

    /** A cause's page, as Markdown. */
    public String page(String id) {
        try (InputStream own = open("/causes/" + id + "/", language, ".md");
                InputStream english = open("/causes/" + id + "/", Language.EN, ".md")) {
            InputStream page = own == null ? english : own;
            if (page == null) {
                throw new IllegalArgumentException("no page for " + id);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> find(String base, String key) {
        String own = file(base, language).getProperty(key);
        return Optional.ofNullable(own != null ? own : file(base, Language.EN).getProperty(key));
    }

    private Properties file(String base, Language of) {
        return files.computeIfAbsent(base + of.tag(), name -> load(base, of));
    }

    private static Properties load(String base, Language of) {
        var properties = new Properties();
        try (InputStream in = open(base, of, ".properties")) {
            if (in != null) {
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable InputStream open(String base, Language of, String ending) {
        String dot = base.endsWith("/") ? "" : ".";
        return Words.class.getResourceAsStream(base + dot + of.tag() + ending);
    }

    /**
     * Puts the values, made safe, in place of {@code {name}}; a value not given is a question mark.
     */
    String fill(String text, Map<String, String> values) {
        int open = text.indexOf('{');
        if (open < 0) {
            return text;
        }
        var filled = new StringBuilder();
        int from = 0;
        while (open >= 0) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String name = text.substring(open + 1, close);
            filled.append(text, from, open).append(value(name, values.getOrDefault(name, "?")));
            from = close + 1;
            open = text.indexOf('{', from);
        }
        return filled.append(text, from, text.length()).toString();
    }

    /**
     * Most values mean the same in every language. Those that don't, such as an errno that is none,
     * have words under {@code value.<name>.<value>}.
     */
    private String value(String name, String value) {
        return find("/messages/report", "value." + name + "." + value)
                .orElseGet(() -> Safe.text(value));
    }
}
