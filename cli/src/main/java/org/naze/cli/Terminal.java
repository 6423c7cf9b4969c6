package org.naze.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.naze.report.Language;
import org.naze.report.Layout;

/**
 * Where the command writes. The launcher says by properties what only the system can tell: {@code
 * naze.tty.out}, {@code naze.tty.err}, {@code naze.columns}.
 */
final class Terminal {
    private static final int WIDEST = 120;
    private static final int USUAL = 80;
    private static final int PIPED = 100;

    private final Map<String, String> environment;
    private final boolean color;
    private final Charset charset;

    /** Whether a word before the verdict stands on the terminal, of which a process has one. */
    private static boolean provisional;

    Terminal(Map<String, String> environment, Language language, boolean color) {
        this.environment = environment;
        this.color = color;
        this.charset = charset(language);
    }

    /** The locale's encoding; where that has no letters for the language, UTF-8 all the same. */
    private static Charset charset(Language language) {
        String name =
                System.getProperty(
                        "stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        Charset own = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        return own.newEncoder().canEncode(letter(language)) ? own : StandardCharsets.UTF_8;
    }

    /** One that encodings of other languages lack: EUC-JP and Big5 have no simplified Han. */
    private static char letter(Language language) {
        return switch (language) {
            case EN -> 'n';
            case JA -> 'な';
            case ZH -> '这';
        };
    }

    Layout layout() {
        boolean terminal = Boolean.getBoolean("naze.tty.out");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean paint =
                color && terminal && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Layout(
                terminal ? columns() : PIPED, paint, !charset.newEncoder().canEncode('✓'));
    }

    /** A terminal that does not say how wide it is says 0. */
    private static int columns() {
        int columns = Integer.getInteger("naze.columns", 0);
        return columns == 0 ? USUAL : Math.min(columns, WIDEST);
    }

    /** Standard output as bytes, for JSON. */
    static OutputStream bytes() {
        return new FileOutputStream(FileDescriptor.out);
    }

    void out(String text) {
        clear();
        var stream = new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset);
        stream.print(text);
        stream.flush();
    }

    void error(String line) {
        clear();
        var stream = new PrintStream(new FileOutputStream(FileDescriptor.err), false, charset);
        stream.println(line);
        stream.flush();
    }

    /** A word before the verdict, on a terminal only; the verdict takes its place. */
    void provisional(String text) {
        synchronized (Terminal.class) {
            replaceProvisional(text);
        }
    }

    private void replaceProvisional(String text) {
        if (Boolean.getBoolean("naze.tty.err")) {
            clear();
            var stream = new PrintStream(new FileOutputStream(FileDescriptor.err), false, charset);
            stream.print(text);
            stream.flush();
            provisional = true;
        }
    }

    private void clear() {
        synchronized (Terminal.class) {
            clearProvisional();
        }
    }

    private void clearProvisional() {
        if (provisional) {
            var stream = new PrintStream(new FileOutputStream(FileDescriptor.err), false, charset);
            stream.print("dumb".equals(environment.get("TERM")) ? "\n" : "\r\u001b[K");
            stream.flush();
            provisional = false;
        }
    }
}
