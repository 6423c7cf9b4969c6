package org.naze.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.naze.model.TargetParser.Read;

/**
 * The URLs of Microsoft's driver ("Building the connection URL") and of jTDS, in which every part
 * of the address may be a property too.
 */
final class SqlServerUrl {
    private static final Scheme SQL_SERVER = Scheme.of("sqlserver").orElseThrow();
    private static final Pattern JTDS = Pattern.compile("(?i)sqlserver://([^/;]*).*");

    /** {@code host\instance} or {@code host\instance:port}. */
    private static final Pattern NAMED = Pattern.compile("([^\\\\]*)\\\\([^\\\\:]*)(.*)");

    private SqlServerUrl() {}

    /** Reads what follows {@code jdbc:sqlserver:}. */
    static Read read(String rest) {
        Map<String, String> properties = properties(rest);
        String server = rest.replaceFirst("^//", "").replaceFirst(";.*", "");
        if (server.isEmpty()) {
            server = either(properties, "servername", "server");
        }
        return located(
                server,
                either(properties, "portnumber", "port"),
                either(properties, "instancename", "instance"));
    }

    /** Reads what follows {@code jdbc:jtds:}. */
    static Read readJtds(String rest) {
        Matcher parts = JTDS.matcher(rest);
        if (!parts.matches()) {
            throw new TargetException("jdbc-unknown", Map.of("database", "jtds"));
        }
        return located(parts.group(1), "", either(properties(rest), "instance", "instance"));
    }

    private static Read located(String server, String portProperty, String instanceProperty) {
        Matcher named = NAMED.matcher(server);
        String hostPort = named.matches() ? named.group(1) + named.group(3) : server;
        String instance = named.matches() ? named.group(2) : instanceProperty;
        if (NumericAddress.v6(hostPort).isPresent()) {
            hostPort = "[" + hostPort + "]";
        }
        if (!portProperty.isEmpty() && !hostPort.matches(".*:\\d+")) {
            hostPort += ":" + portProperty;
        }
        if (!hostPort.matches(".*:\\d+")) {
            checkInstance(instance, hostPort);
        }
        return TargetParser.url(SQL_SERVER, hostPort);
    }

    /**
     * A named instance's port is known to the SQL Server Browser alone (MS-SQLR §1.3): a guess
     * would diagnose another port than the client's.
     */
    private static void checkInstance(String instance, String host) {
        if (!instance.isEmpty() && !instance.equalsIgnoreCase("MSSQLSERVER")) {
            throw new TargetException(
                    "sqlserver-instance", Map.of("instance", instance, "host", host));
        }
    }

    private static String either(Map<String, String> properties, String name, String synonym) {
        return properties.getOrDefault(name, properties.getOrDefault(synonym, ""));
    }

    private static Map<String, String> properties(String text) {
        var all = new LinkedHashMap<String, String>();
        for (String each : text.split(";")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                all.put(
                        each.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        each.substring(equals + 1).replaceAll("^\\{|\\}$", ""));
            }
        }
        return all;
    }
}
