package org.naze.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.naze.report.Layout;

/** Where the command writes. */
final class Terminal {
    private final Screen screen;
    private final boolean color;

    /** Whether a word before the verdict stands on the terminal, of which a process has one. */
    private static boolean provisional;

    /**
     * @param color colours are wanted
     */
    Terminal(Screen screen, boolean color) {
        this.screen = screen;
        this.color = color;
    }

    Layout layout() {
        return screen.layout(color);
    }

    /** Standard output as bytes, for JSON. */
    static OutputStream bytes() {
        return new FileOutputStream(FileDescriptor.out);
    }

    void out(String text) {
        clear();
        print(FileDescriptor.out, text);
    }

    void error(String line) {
        clear();
        print(FileDescriptor.err, line + System.lineSeparator());
    }

    /** A word before the verdict, on a terminal only; the verdict takes its place. */
    void provisional(String text) {
        synchronized (Terminal.class) {
            if (Boolean.getBoolean("naze.tty.err")) {
                clearProvisional();
                print(FileDescriptor.err, text);
                provisional = true;
            }
        }
    }

    /** Takes away the word that stands before the verdict, if there is one. */
    void clear() {
        synchronized (Terminal.class) {
            clearProvisional();
        }
    }

    private void clearProvisional() {
        if (provisional) {
            boolean dumb = "dumb".equals(screen.environment().get("TERM"));
            print(FileDescriptor.err, dumb ? "\n" : "\r\u001b[K");
            provisional = false;
        }
    }

    /** A stream that can't be written to any more is its reader's wish: {@code naze … | head}. */
    private void print(FileDescriptor to, String text) {
        var stream = new PrintStream(new FileOutputStream(to), false);
        byte[] bytes = screen.bytes(text);
        stream.write(bytes, 0, bytes.length);
        stream.flush();
    }
}
