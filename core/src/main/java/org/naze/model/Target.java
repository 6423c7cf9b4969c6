package org.naze.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client wants to connect to.
 *
 * @param uri normalised, without credentials: {@code ws://chat.example:8283/}; the port is left out
 *     where it is HTTP's own and was not given
 * @param scheme lower case: {@code tcp}, {@code ws}, {@code redis} …
 * @param host a name (ASCII form, with the dot that ends an absolute one) or numeric address
 *     without brackets; empty for {@code unix}
 * @param port 1 to 65535; 0 for {@code unix}
 * @param path the path of a {@code unix} socket, or of the URL, with its query for HTTP and secrets
 *     masked; may be null
 * @param others further hosts that the URL names; the first decides
 */
public record Target(
        String uri,
        String scheme,
        String host,
        int port,
        @Nullable String path,
        List<HostPort> others) {

    /** A further host of the same URL. */
    public record HostPort(String host, int port) {}

    public Target {
        others = List.copyOf(others);
    }

    /**
     * The host as TLS and proxies name it: without the dot that ends an absolute name (RFC 6066
     * §3), which only resolvers understand.
     */
    public String serverName() {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
