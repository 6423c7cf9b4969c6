package org.naze.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.naze.model.Fact.Page;

/**
 * Asks a port for its front page as a browser would, to see whose it is: by HTTP, and where that is
 * not what it speaks, by TLS.
 */
record FrontPage(String host) {
    private static final int ENOUGH = 8192;
    private static final int SHOWN = 80;

    /** Words in the text of pages that neither a header nor the title says whose they are. */
    private static final List<String> MARKS =
            List.of("/etc/init.d/bt", "\u5b9d\u5854", "aaPanel", "1pctl");

    /** What the port says; empty where that is nothing. */
    Optional<Page> ask(java.net.InetAddress address, int port, Deadline deadline) {
        var at = new InetSocketAddress(address, port);
        String plain = said(at, false, deadline);
        boolean other = !plain.startsWith("HTTP/") || plain.contains("HTTPS");
        String said = other ? said(at, true, deadline) : plain;
        boolean tls = !said.isEmpty() && other;
        return Optional.of(said.isEmpty() ? plain : said)
                .filter(text -> text.startsWith("HTTP/"))
                .map(text -> page(Addresses.text(address), port, tls, text));
    }

    private String said(InetSocketAddress at, boolean tls, Deadline deadline) {
        try (var plain = new Socket()) {
            plain.connect(at, waiting(deadline));
            plain.setSoTimeout(waiting(deadline));
            return tls
                    ? exchange(anybodys().createSocket(plain, host, at.getPort(), true), deadline)
                    : exchange(plain, deadline);
        } catch (IOException | GeneralSecurityException e) {
            return "";
        }
    }

    /** Nothing secret is sent, and nothing that is said is believed: any certificate will do. */
    private static SSLSocketFactory anybodys() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnybody()}, null);
        return context.getSocketFactory();
    }

    private String exchange(Socket socket, Deadline deadline) throws IOException {
        try (socket) {
            String head = "GET / HTTP/1.0\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket, deadline);
        }
    }

    private static String read(Socket socket, Deadline deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[ENOUGH];
        int have = 0;
        try {
            for (int got = 0; got >= 0 && have < ENOUGH && !deadline.isOver(); ) {
                socket.setSoTimeout(waiting(deadline));
                got = in.read(buffer, have, ENOUGH - have);
                have += Math.max(0, got);
            }
        } catch (SocketTimeoutException e) {
            // What has come until then may tell enough.
        }
        return new String(buffer, 0, have, StandardCharsets.UTF_8);
    }

    private static int waiting(Deadline deadline) {
        return Math.clamp(deadline.leftMs(), 1, 60_000);
    }

    private static Page page(String address, int port, boolean tls, String said) {
        List<String> marks = MARKS.stream().filter(said::contains).toList();
        return new Page(
                address,
                port,
                tls,
                between(said, "\nserver:", "\n"),
                between(said, "<title>", "</title>"),
                marks);
    }

    /** The text between two others, whatever their case. */
    private static String between(String said, String open, String close) {
        String lower = said.toLowerCase(Locale.ROOT);
        int from = lower.indexOf(open);
        int to = from < 0 ? -1 : lower.indexOf(close, from + open.length());
        if (to < 0 || lower.length() != said.length()) {
            return "";
        }
        String text = said.substring(from + open.length(), to).strip();
        return legible(text.substring(0, Math.min(SHOWN, text.length())));
    }

    private static String legible(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? '.' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
