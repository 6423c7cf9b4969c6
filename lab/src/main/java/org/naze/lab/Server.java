package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real server in the foreground: what to run, and which port shows that it is ready.
 *
 * @param transport {@code tcp} or {@code udp}
 */
record Server(List<String> command, String transport, int port) {
    Server {
        command = List.copyOf(command);
    }

    /** The state of a ready socket in /proc/net: TCP_LISTEN; an unconnected UDP socket's is 7. */
    String listeningState() {
        return transport.equals("tcp") ? "0A" : "07";
    }

    /**
     * A server from its line: {@code 8282 COMMAND…} or {@code 53/udp COMMAND…}.
     *
     * @throws IllegalArgumentException if it can't be read
     */
    static Server plain(List<String> words) {
        String[] port = words.getFirst().split("/");
        if (words.size() < 2 || port.length > 2 || !port[0].matches("\\d{1,5}")) {
            throw new IllegalArgumentException("start PORT[/udp] COMMAND…, not " + words);
        }
        return new Server(
                words.subList(1, words.size()),
                port.length == 2 ? port[1] : "tcp",
                Integer.parseInt(port[0]));
    }

    /**
     * A server of a known kind: {@code tcp 8282}, {@code http 10.2.0.5:80}, {@code dns 10.1.0.1
     * OPTIONS…}.
     *
     * @throws IllegalArgumentException if the kind is unknown
     */
    static Server of(List<String> words, Path scratch) {
        String where = words.size() < 2 ? "" : words.get(1);
        List<String> options = words.subList(Math.min(2, words.size()), words.size());
        return switch (words.getFirst()) {
            case "tcp" -> socat(Endpoint.of(where), "PIPE");
            case "banner" ->
                    socat(Endpoint.of(where), "EXEC:echo " + String.join(" ", options) + ",pty");
            case "http" -> http(Endpoint.of(where), scratch, "", "hello");
            case "page" -> http(Endpoint.of(where), scratch, "", String.join(" ", options));
            case "tls-page" -> http(Endpoint.of(where), scratch, " ssl", String.join(" ", options));
            case "redis" -> redis(Endpoint.of(where), scratch);
            case "ws" -> webSocket(Endpoint.of(where));
            case "proxy" -> proxy(Endpoint.of(where), scratch);
            case "dns" -> dns(where, options);
            default -> throw new IllegalArgumentException("no server " + words.getFirst());
        };
    }

    /** Hands every connection to socat's other end; {@code PIPE} echoes. */
    private static Server socat(Endpoint at, String other) {
        String listen =
                at.isAny()
                        ? "TCP6-LISTEN:%d,ipv6only=0".formatted(at.port())
                        : at.isV6()
                                ? "TCP6-LISTEN:%d,ipv6only=1,bind=%s"
                                        .formatted(at.port(), at.bracketed())
                                : "TCP4-LISTEN:%d,bind=%s".formatted(at.port(), at.address());
        return tcp(at, "socat", listen + ",fork,reuseaddr,backlog=128", other);
    }

    /**
     * A web server that always says the same.
     *
     * @param ssl {@code " ssl"}, or nothing
     */
    private static Server http(Endpoint at, Path scratch, String ssl, String says) {
        String listen =
                at.isAny()
                        ? "listen %1$d%2$s; listen [::]:%1$d%2$s;".formatted(at.port(), ssl)
                        : "listen %s:%d%s;".formatted(at.bracketed(), at.port(), ssl);
        Path file =
                file(
                        scratch,
                        "nginx-" + at.port() + ".conf",
                        """
                        pid nginx-%1$d.pid; error_log stderr; daemon off; master_process off;
                        events {}
                        http {
                          access_log off; default_type text/html;
                          client_body_temp_path .; proxy_temp_path .; fastcgi_temp_path .;
                          uwsgi_temp_path .; scgi_temp_path .;
                          server { %2$s %3$s location / { return 200 "%4$s\\n"; } }
                        }
                        """
                                .formatted(
                                        at.port(),
                                        listen,
                                        ssl.isEmpty() ? "" : certificate(scratch),
                                        says));
        return tcp(at, "nginx", "-p", scratch.toString(), "-c", file.toString(), "-e", "stderr");
    }

    /** A key and a certificate that nobody has signed, as lines for nginx. */
    private static String certificate(Path scratch) {
        Path key = scratch.resolve("own.key");
        Path certificate = scratch.resolve("own.crt");
        Commands.require(
                List.of(
                        ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=own"
                                        + " -keyout %s -out %s")
                                .formatted(key, certificate)
                                .split(" ")),
                "");
        return "ssl_certificate %s; ssl_certificate_key %s;".formatted(certificate, key);
    }

    private static Server redis(Endpoint at, Path scratch) {
        var command = new ArrayList<>(List.of("redis-server", "--port", "" + at.port()));
        command.addAll(List.of("--bind", at.isAny() ? "0.0.0.0" : at.address()));
        if (at.isAny()) {
            command.add("::");
        }
        command.addAll(List.of("--protected-mode", "no", "--save", "", "--daemonize", "no"));
        command.addAll(List.of("--dir", scratch.toString(), "--databases", "1"));
        return new Server(command, "tcp", at.port());
    }

    /** websockify speaks WebSocket; what is behind it plays no part in the handshake. */
    private static Server webSocket(Endpoint at) {
        String where = at.isAny() ? "" + at.port() : at.bracketed() + ":" + at.port();
        return tcp(at, "websockify", where, "--unix-target=behind.socket");
    }

    /** An HTTP proxy that lets everybody through to everywhere. */
    private static Server proxy(Endpoint at, Path scratch) {
        Path file =
                file(
                        scratch,
                        "tinyproxy-" + at.port() + ".conf",
                        "Port %d\nListen %s\nMaxClients 20\nTimeout 10\n"
                                .formatted(at.port(), at.isAny() ? "0.0.0.0" : at.address()));
        return tcp(at, "tinyproxy", "-d", "-c", file.toString());
    }

    /** A name server that knows what its options say, and nothing of {@code example} besides. */
    private static Server dns(String address, List<String> options) {
        var command =
                new ArrayList<>(
                        List.of(
                                "dnsmasq",
                                "--keep-in-foreground",
                                "--conf-file=/dev/null",
                                "--no-resolv",
                                "--no-hosts",
                                "--user=root",
                                "--pid-file=",
                                "--log-facility=-",
                                "--bind-interfaces",
                                "--local=/example/",
                                "--listen-address=" + address));
        command.addAll(options);
        return new Server(command, "udp", 53);
    }

    private static Server tcp(Endpoint at, String... command) {
        return new Server(List.of(command), "tcp", at.port());
    }

    private static Path file(Path scratch, String name, String content) {
        try {
            return Files.writeString(scratch.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
