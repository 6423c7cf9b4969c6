package org.naze.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client wants to connect to.
 *
 * @param uri normalised, without credentials: {@code ws://chat.example:8283/}
 * @param scheme lower case: {@code tcp}, {@code ws}, {@code redis} …
 * @param host a name (ASCII form) or numeric address without brackets; empty for {@code unix}
 * @param port 1 to 65535; 0 for {@code unix}
 * @param path the path of a {@code unix} socket, or of the URL; may be null
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
}
