package org.naze.model;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.naze.model.TargetParser.Read;

/** Oracle's JDBC URLs: the only ones whose host stands behind an {@code @}. */
final class OracleUrl {
    private static final Scheme ORACLE = new Scheme("oracle", 1521);

    /** {@code host:port:sid}, {@code host:port/service}, {@code //host/service}. */
    private static final Pattern EASY =
            Pattern.compile(
                    "(?:(?:[Tt][Cc][Pp][Ss]?:)?//)?([^/?]*?)(?::[A-Za-z_][^:/?]*)?(?:[/?].*)?");

    private OracleUrl() {}

    /** Reads what follows {@code jdbc:oracle:}. */
    static Read read(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new TargetException("oracle", Map.of());
        }
        String connect = text.substring(at + 1);
        if (connect.startsWith("(")) {
            String hosts = JdbcUrl.spelled(connect);
            if (hosts.isEmpty()) {
                throw new TargetException("oracle", Map.of());
            }
            return TargetParser.url(ORACLE, hosts);
        }
        Matcher easy = EASY.matcher(connect);
        // A name alone is an entry of the client's tnsnames.ora, not a host.
        if (!easy.matches() || !connect.matches(".*[:/].*")) {
            throw new TargetException("oracle", Map.of());
        }
        return TargetParser.url(ORACLE, easy.group(1));
    }
}
