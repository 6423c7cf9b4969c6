package org.naze.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A URL's path and query as they may be shown: in ASCII, and without what opens doors. */
final class UrlSecrets {
    /** Whole names; "key" is part of too many harmless ones. */
    private static final Set<String> NAMES =
            Set.of(
                    "key", "sig", "sign", "sid", "auth", "pass", "pwd", "pw", "ticket", "jwt",
                    "otp", "pin", "code");

    private static final Pattern TELLING =
            Pattern.compile(
                    "passw|passphrase|secret|token|api_?key|access_?key|private_?key|credential"
                            + "|signature|authorization|session|bearer|userpwd");

    /** A URL as a parameter, or a password that a slash in it cut off the host. */
    private static final Pattern CREDENTIALS = Pattern.compile(":(?!//)[^@?&]*@");

    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?";

    private UrlSecrets() {}

    /** Stars in place of the value of each parameter whose name tells of a secret. */
    static String masked(String pathAndQuery) {
        var text = new StringBuilder();
        int query = pathAndQuery.indexOf('?');
        for (int at = 0; at < pathAndQuery.length(); ) {
            int end = end(pathAndQuery, at + 1, "?&;/");
            int equals = pathAndQuery.indexOf('=', at);
            if (equals > at && equals < end && isSecret(pathAndQuery.substring(at + 1, equals))) {
                text.append(pathAndQuery, at, equals + 1).append(Secret.STARS);
                // A careless secret has separators in it: all of it goes, up to the next for
                // certain.
                at = end(pathAndQuery, equals + 1, query >= 0 && at >= query ? "&" : "?;/");
            } else {
                text.append(pathAndQuery, at, end);
                at = end;
            }
        }
        return CREDENTIALS
                .matcher(text)
                .replaceAll(":" + Matcher.quoteReplacement(Secret.STARS) + "@");
    }

    private static int end(String text, int from, String separators) {
        int at = from;
        while (at < text.length() && separators.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static boolean isSecret(String parameter) {
        String name = decoded(parameter).toLowerCase(Locale.ROOT).replace("-", "_");
        return NAMES.contains(name) || TELLING.matcher(name).find();
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** Everything that RFC 3986 does not allow there, percent-encoded; what is encoded stays. */
    static String encoded(String pathAndQuery) {
        var text = new StringBuilder();
        for (int i = 0; i < pathAndQuery.length(); ) {
            int c = pathAndQuery.codePointAt(i);
            if (PLAIN.indexOf(c) >= 0 || c == '%' && isEscape(pathAndQuery, i)) {
                text.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            }
            i += Character.charCount(c);
        }
        return text.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }
}
