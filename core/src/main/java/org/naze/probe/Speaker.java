package org.naze.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.naze.model.Fact.Spoken;
import org.naze.model.Target;

/**
 * Asks a port to speak a protocol before it is believed to be the service: a few bytes, one answer,
 * and the protocol's own farewell.
 */
final class Speaker {
    private static final int ENOUGH = 512;
    private static final int SHOWN = 80;
    private static final byte[] CLOSE_FRAME = {(byte) 0x88, (byte) 0x80, 0x1f, 0x2e, 0x3d, 0x4c};

    private final Target target;

    Speaker(Target target) {
        this.target = target;
    }

    /** Whether this target's protocol is one that can be asked for. */
    boolean canAsk() {
        return !question().isEmpty();
    }

    /** The port's answer; empty where it could not even be connected to. */
    Optional<Spoken> ask(java.net.InetAddress address, int port, Deadline deadline) {
        long start = System.nanoTime();
        String said = "";
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), waiting(deadline));
            OutputStream out = socket.getOutputStream();
            out.write(question().getBytes(StandardCharsets.ISO_8859_1));
            said = read(socket, deadline);
            farewell(out, said);
        } catch (IOException e) {
            if (said.isEmpty()) {
                return Optional.empty();
            }
        }
        long micros = (System.nanoTime() - start) / 1000;
        boolean speaks = speaks(said);
        return Optional.of(
                new Spoken(
                        Addresses.text(address),
                        port,
                        target.scheme(),
                        speaks,
                        shown(said),
                        micros));
    }

    private String question() {
        String host = target.host() + ":" + target.port();
        return switch (target.scheme()) {
            case "ws" ->
                    "GET "
                            + path()
                            + " HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: bmF6ZSBhc2tzIHdoeSAuLg==\r\nSec-WebSocket-Version: 13\r\n\r\n";
            case "http" ->
                    "GET "
                            + path()
                            + " HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nConnection: close\r\n\r\n";
            case "redis" -> "PING\r\n";
            default -> "";
        };
    }

    private String path() {
        return target.path() == null || !target.path().startsWith("/") ? "/" : target.path();
    }

    private boolean speaks(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return switch (target.scheme()) {
            case "ws" -> lower.startsWith("http/1.1 101") && lower.contains("sec-websocket-accept");
            case "http" -> lower.startsWith("http/1.") && !lower.contains("sec-websocket-version");
            case "redis" ->
                    lower.startsWith("+pong")
                            || lower.startsWith("-noauth")
                            || lower.startsWith("-denied");
            default -> false;
        };
    }

    private void farewell(OutputStream out, String said) throws IOException {
        if (target.scheme().equals("ws") && speaks(said)) {
            out.write(CLOSE_FRAME);
        }
        if (target.scheme().equals("redis")) {
            out.write("QUIT\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Reads until a whole head, a line for redis, the end, enough bytes, or the deadline. */
    private String read(Socket socket, Deadline deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[ENOUGH];
        int have = 0;
        String end = target.scheme().equals("redis") ? "\r\n" : "\r\n\r\n";
        while (have < ENOUGH && !deadline.isOver()) {
            socket.setSoTimeout(waiting(deadline));
            int got;
            try {
                got = in.read(buffer, have, ENOUGH - have);
            } catch (java.net.SocketTimeoutException e) {
                break;
            }
            if (got < 0) {
                break;
            }
            have += got;
            if (new String(buffer, 0, have, StandardCharsets.ISO_8859_1).contains(end)) {
                break;
            }
        }
        return new String(buffer, 0, have, StandardCharsets.ISO_8859_1);
    }

    private static int waiting(Deadline deadline) {
        return Math.clamp(deadline.leftMs(), 1, 60_000);
    }

    /** The first line, printable ASCII only. */
    private static String shown(String said) {
        int end = said.indexOf('\r');
        String line = said.substring(0, Math.min(SHOWN, end < 0 ? said.length() : end));
        return line.replaceAll("[^ -~]", ".");
    }
}
