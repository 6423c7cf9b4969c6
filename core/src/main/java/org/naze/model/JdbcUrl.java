package org.naze.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.naze.model.TargetParser.Read;

/**
 * JDBC URLs, each in its driver's own manner; options and credentials are left out. Sources: the
 * drivers' manuals (Connector/J "Connection URL Syntax", pgjdbc "Connecting to the Database").
 */
final class JdbcUrl {
    private static final Pattern PARTS = Pattern.compile("([A-Za-z][A-Za-z0-9+-]{0,30}):(.*)");

    /** {@code loadbalance:}, {@code replication:}, {@code tcp:}, {@code thin:} … */
    private static final Pattern MODE = Pattern.compile("(?:[A-Za-z0-9_]{1,20}:)*//(.*)");

    private static final Pattern PAIR =
            Pattern.compile("\\(?\\s*([A-Za-z_]{1,30})\\s*=\\s*([^()=,]*)");

    private static final Map<String, Scheme> PLAIN = plain();

    private JdbcUrl() {}

    private static Map<String, Scheme> plain() {
        var all = new LinkedHashMap<String, Scheme>();
        for (String entry :
                List.of(
                        "db2 50000",
                        "h2 9092",
                        "hsqldb 9001",
                        "derby 1527",
                        "clickhouse 8123",
                        "ch 8123",
                        "hive2 10000",
                        "redshift 5439",
                        "vertica 5433",
                        "firebirdsql 3050",
                        "informix-sqli 9088",
                        "sap 30015",
                        "trino 8080",
                        "presto 8080",
                        "sybase 5000",
                        "snowflake 443")) {
            String[] words = entry.split(" ");
            all.put(words[0], new Scheme(words[0], Integer.parseInt(words[1])));
        }
        for (String known : List.of("mysql", "mariadb", "postgresql", "mongodb", "neo4j")) {
            all.put(known, Scheme.of(known).orElseThrow());
        }
        return all;
    }

    /** Reads what follows {@code jdbc:}. */
    static Read read(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new TargetException(
                    "jdbc-unknown", Map.of("database", text.replaceFirst("[^A-Za-z0-9+-].*", "")));
        }
        String database = parts.group(1).toLowerCase(Locale.ROOT);
        String rest = parts.group(2);
        return switch (database) {
            case "sqlserver" -> SqlServerUrl.read(rest);
            case "jtds" -> SqlServerUrl.readJtds(rest);
            case "oracle" -> OracleUrl.read(rest);
            case "sqlite", "duckdb", "ucanaccess" -> throw embedded(database);
            default -> plain(database, rest);
        };
    }

    private static TargetException embedded(String database) {
        return new TargetException("jdbc-embedded", Map.of("database", database));
    }

    private static Read plain(String database, String rest) {
        Scheme scheme = PLAIN.get(database);
        if (scheme == null) {
            throw new TargetException("jdbc-unknown", Map.of("database", database));
        }
        Matcher network = MODE.matcher(rest);
        if (network.matches()) {
            return hosts(scheme, network.group(1));
        }
        if (database.equals("postgresql")) {
            // pgjdbc: no host means this machine.
            return TargetParser.url(scheme, "localhost/" + rest.replaceFirst("^/+", ""));
        }
        if (database.equals("sybase") && rest.matches("(?i)Tds:.*")) {
            return hosts(scheme, rest.substring(4));
        }
        throw embedded(database);
    }

    /**
     * {@code h1:1,h2:2/db?…}, {@code address=(host=h1)(port=1),…}, {@code (host=h1,port=1),[h2]}.
     */
    private static Read hosts(Scheme scheme, String rest) {
        int end = rest.indexOf('/');
        int parenthesis = rest.indexOf('(');
        String authority = rest;
        if (parenthesis >= 0 && (end < 0 || parenthesis < end)) {
            int last = rest.lastIndexOf(')');
            authority = spelled(rest.substring(0, last < 0 ? rest.length() : last + 1));
        } else if (rest.matches("(?:[^/@]*@)?\\[[^\\]:]+(?::\\d+)?(?:,[^\\]]*)?\\].*")) {
            authority = rest.replaceFirst("\\[([^\\]]*)\\]", "$1");
        } else if (rest.isEmpty() || "/?;".indexOf(rest.charAt(0)) >= 0) {
            authority = "localhost" + rest;
        }
        return TargetParser.url(scheme, authority.replaceFirst(";.*", ""));
    }

    /** Hosts spelled out as key=value pairs, to {@code h1:1,h2:2}. */
    static String spelled(String text) {
        var hosts = new ArrayList<String>();
        Matcher pair = PAIR.matcher(text);
        boolean wantsPort = false;
        while (pair.find()) {
            String value = pair.group(2).strip();
            String name = pair.group(1).toLowerCase(Locale.ROOT);
            if (name.equals("host")) {
                boolean v6 = NumericAddress.v6(value).isPresent();
                hosts.add(v6 ? "[" + value + "]" : value);
                wantsPort = true;
            } else if (name.equals("port") && wantsPort) {
                hosts.add(hosts.removeLast() + ":" + value);
                wantsPort = false;
            }
        }
        return String.join(",", hosts);
    }
}
