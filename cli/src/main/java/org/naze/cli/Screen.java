package org.naze.cli;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.naze.report.Language;
import org.naze.report.Layout;
import org.naze.report.Words;

/**
 * What is known of where standard output goes. It decides about width, colours, marks, letters and
 * the language; JSON is none of its business.
 *
 * @param environment the command's
 * @param terminal people watch
 * @param columns how wide their terminal is, 0 where it doesn't say
 * @param charset the encoding that the locale, or on Windows the code page, asks for
 */
record Screen(Map<String, String> environment, boolean terminal, int columns, Charset charset) {
    /** Longer lines are hard to read. */
    private static final int WIDEST = 120;

    private static final int USUAL = 80;
    private static final int PIPED = 100;
    private static final String MARKS = "✓✗→─";

    /** The launcher says by properties what only the system can tell. */
    static Screen standard(Map<String, String> environment) {
        return new Screen(
                environment,
                Boolean.getBoolean("naze.tty.out"),
                Integer.getInteger("naze.columns", 0),
                charset(environment));
    }

    /**
     * A locale that is not installed is the C locale for the JVM; that its name asks for UTF-8 is
     * then the better word.
     */
    private static Charset charset(Map<String, String> environment) {
        String given = System.getProperty("stdout.encoding");
        String name = given != null ? given : System.getProperty("native.encoding", "UTF-8");
        Charset charset =
                Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        boolean named = locale(environment, "LC_CTYPE").replace("-", "").endsWith("utf8");
        return isAscii(charset) && named ? StandardCharsets.UTF_8 : charset;
    }

    /** The value that counts (locale(7)), in lower case. */
    private static String locale(Map<String, String> environment, String category) {
        for (String variable : new String[] {"LC_ALL", category, "LANG"}) {
            String locale = environment.getOrDefault(variable, "");
            if (!locale.isEmpty()) {
                return locale.toLowerCase(java.util.Locale.ROOT);
            }
        }
        return "";
    }

    /**
     * What was asked for, by {@code --lang} or else by the locale, whether it can be shown or not.
     * Windows and macOS have no such variable, and tell the JVM.
     */
    Language asked(String option) {
        if (!option.isEmpty()) {
            return Language.of(option).orElseGet(() -> asked(""));
        }
        String locale = locale(environment, "LC_MESSAGES");
        return Language.ofLocale(locale.isEmpty() ? System.getProperty("user.language") : locale);
    }

    /**
     * The language to show: English where the letters of the other can't be. The C locale says
     * nothing of the terminal; then {@code --lang} counts.
     */
    Language language(String option) {
        Language asked = asked(option);
        boolean told = !option.isEmpty() && (isAscii(charset) || isUnicode(charset));
        return told || shows(asked) ? asked : Language.EN;
    }

    /** The same with an encoding that has the language's letters. */
    Screen in(Language language) {
        return isAscii(charset) && language != Language.EN
                ? new Screen(environment, terminal, columns, StandardCharsets.UTF_8)
                : this;
    }

    private boolean shows(Language language) {
        if (language == Language.EN) {
            return true;
        }
        return !isConsole() && (isUnicode(charset) || hasLetters(new Words(language)));
    }

    /** The help is long enough to have the usual letters in it. */
    private boolean hasLetters(Words words) {
        CharsetEncoder encoder = charset.newEncoder();
        String help = words.message("help");
        for (int i = 0; i < help.length(); i++) {
            char c = help.charAt(i);
            if (Character.isLetter(c) && !encoder.canEncode(c)) {
                return false;
            }
        }
        return true;
    }

    /** Linux's own console has 512 characters at most, none of them Han, and no check mark. */
    private boolean isConsole() {
        return terminal && "linux".equals(environment.get("TERM"));
    }

    private static boolean isAscii(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII);
    }

    private static boolean isUnicode(Charset charset) {
        return charset.name().startsWith("UTF-");
    }

    /**
     * How to lay text out.
     *
     * @param color colours are wanted, as far as NO_COLOR (no-color.org) and the terminal let it
     */
    Layout layout(boolean color) {
        boolean paint =
                color
                        && terminal
                        && !"dumb".equals(environment.get("TERM"))
                        && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean ascii = isConsole() || !charset.newEncoder().canEncode(MARKS);
        return new Layout(terminal ? width() : PIPED, paint, ascii);
    }

    private int width() {
        return columns == 0 ? USUAL : Math.min(columns, WIDEST);
    }

    /** The text's bytes; what the encoding lacks is spelled out. */
    byte[] bytes(String text) {
        return spelled(text).getBytes(charset);
    }

    private String spelled(String text) {
        CharsetEncoder encoder = charset.newEncoder();
        if (encoder.canEncode(text)) {
            return text;
        }
        var spelled = new StringBuilder();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            String letter = Character.toString(text.codePointAt(i));
            spelled.append(encoder.canEncode(letter) ? letter : plain(letter));
        }
        return spelled.toString();
    }

    private static String plain(String letter) {
        return switch (letter) {
            case "…" -> "...";
            case "–", "—", "─" -> "-";
            case "‘", "’" -> "'";
            case "“", "”" -> "\"";
            case "→" -> "->";
            case "✓" -> "+";
            case "✗" -> "x";
            case "\ufffd" -> "_";
            default -> "\\u{" + Integer.toHexString(letter.codePointAt(0)) + "}";
        };
    }
}
