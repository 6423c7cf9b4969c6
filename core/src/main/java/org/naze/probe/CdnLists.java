package org.naze.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.naze.model.Fact.CdnListing;
import org.naze.model.NumericAddress;

/**
 * What the operators of CDNs publish, as of the day that each file of {@code /networks} names. Its
 * lines are {@code operator}, {@code as-of}, {@code source} (of the lines that follow), {@code
 * ports}, {@code range} and {@code alias}, where {@code *} stands for any part of a label.
 */
final class CdnLists {
    private static final List<String> FILES = List.of("cloudflare", "fastly", "aliases");

    /** One line that an address or alias can fall under. */
    private record Entry(String text, boolean isRange, String source) {
        boolean holds(String subject) {
            return isRange ? NumericAddress.isIn(text, subject) : isEndOf(subject);
        }

        private boolean isEndOf(String name) {
            String end = text.replace(".", "\\.").replace("*", "[^.]*");
            return Pattern.compile("(.*\\.)?" + end).matcher(name).matches();
        }
    }

    /** One operator's lines. */
    private static final class Operator {
        final String name;
        final String asOf;
        final List<Entry> entries = new ArrayList<>();
        List<Integer> ports = List.of();

        Operator(String name, String asOf) {
            this.name = name;
            this.asOf = asOf;
        }

        Optional<CdnListing> find(String subject, Predicate<Entry> kind) {
            return entries.stream()
                    .filter(entry -> kind.test(entry) && entry.holds(subject))
                    .findFirst()
                    .map(e -> new CdnListing(name, subject, e.text, ports, e.source, asOf));
        }
    }

    private final List<Operator> operators = new ArrayList<>();

    CdnLists() {
        FILES.forEach(file -> read("/networks/" + file + ".txt"));
    }

    /** The first entry that a numeric address, or a name's alias, falls under. */
    Optional<CdnListing> find(String subject) {
        boolean address = Addresses.isNumeric(subject);
        return operators.stream()
                .flatMap(o -> o.find(subject, entry -> entry.isRange == address).stream())
                .findFirst();
    }

    private void read(String file) {
        String asOf = "";
        String name = "";
        String source = "";
        for (String line : lines(file)) {
            String value = line.substring(line.indexOf(' ') + 1);
            switch (line.substring(0, line.indexOf(' '))) {
                case "as-of" -> asOf = value;
                case "operator" -> name = value;
                case "source" -> source = value;
                case "ports" -> operator(name, asOf).ports = ports(value);
                case "range" -> operator(name, asOf).entries.add(new Entry(value, true, source));
                case "alias" -> operator(name, asOf).entries.add(new Entry(value, false, source));
                default -> throw new IllegalStateException(file + ": " + line);
            }
        }
    }

    private Operator operator(String name, String asOf) {
        if (operators.isEmpty() || !operators.getLast().name.equals(name)) {
            operators.add(new Operator(name, asOf));
        }
        return operators.getLast();
    }

    private static List<Integer> ports(String value) {
        return Stream.of(value.split(" ")).map(Integer::valueOf).toList();
    }

    private static List<String> lines(String file) {
        try (InputStream in = CdnLists.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
