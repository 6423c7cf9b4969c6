package org.naze.probe;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.SystemResolver.Resolved;

/**
 * Resolves the target's name in every way there is, side by side: as the system does, which is what
 * clients get; by the hosts file; and by asking each configured name server directly.
 */
public final class NameProbe {
    /**
     * How long name servers are waited for: a datagram, the same again after a second, and time for
     * its answer. The system's resolver would wait for 10 s and more.
     */
    static final long GIVE_UP_MS = 2300;

    private static final int DNS_PORT = 53;

    private final Path root;
    private final SystemResolver system;
    private final int port;

    /** Resolves as this process does. */
    public NameProbe() {
        this(Path.of("/"), new JvmResolver());
    }

    /**
     * Resolves as another process does.
     *
     * @param root where its files are: {@code /proc/PID/root}
     * @param system its system's resolver
     */
    public NameProbe(Path root, SystemResolver system) {
        this(root, system, DNS_PORT);
    }

    /**
     * Resolves as another process does, and asks name servers on another port than 53.
     *
     * @param root where its files are: {@code /proc/PID/root}
     * @param system its system's resolver
     */
    public NameProbe(Path root, SystemResolver system, int port) {
        this.root = root;
        this.system = system;
        this.port = port;
    }

    /**
     * Resolves a name, and returns as soon as it is known what clients get: the system's answer, or
     * where that stays out, what the name servers say, or that nobody answers; after 2.3 s at the
     * latest. Name servers may still be asked when this returns, until {@link Names#finish}.
     *
     * <p>Numeric addresses are returned as they are; {@code localhost} (RFC 6761 §6.3) and what no
     * name server can know is asked of the system and the hosts file alone.
     *
     * @param deadline when to return at the latest, if sooner
     * @param note takes the facts, from several threads but never from two at once, and none after
     *     {@code finish}
     */
    public Names resolve(String host, Deadline deadline, Consumer<? super Fact> note) {
        if (Addresses.isNumeric(host)) {
            return numeric(host, note);
        }
        if (host.isBlank()) {
            // Java would say that the empty name is this machine.
            note.accept(new Fact.SystemLookup(host, LookupStatus.FAILED, List.of(), 0));
            return Names.of(List.of());
        }
        var notes = new Notes(note);
        Deadline giveUp = Deadline.in(Math.min(GIVE_UP_MS, deadline.leftMs()));
        SystemLookup lookup = ask(host, notes);
        var servers = isAsked(host) ? new ServerLookup(root, port, host, giveUp, notes) : null;
        if (servers != null) {
            servers.start();
        }
        new HostsFile(root).look(host, notes::note);
        List<InetAddress> addresses = addresses(lookup, servers, giveUp, deadline);
        return Names.of(addresses, lookup, servers, notes);
    }

    /** Asks the system alone, which may be asked as often as a client would. */
    SystemLookup ask(String host, Notes notes) {
        var lookup = new SystemLookup(system, host, notes);
        lookup.start();
        return lookup;
    }

    private static Names numeric(String host, Consumer<? super Fact> note) {
        try {
            return Names.of(List.of(Addresses.of(host)));
        } catch (IllegalArgumentException e) {
            // The zone is no interface of this machine.
            note.accept(new Fact.SystemLookup(host, LookupStatus.FAILED, List.of(), 0));
            return Names.of(List.of());
        }
    }

    private static List<InetAddress> addresses(
            SystemLookup lookup,
            @Nullable ServerLookup servers,
            Deadline giveUp,
            Deadline deadline) {
        Resolved resolved = lookup.await(giveUp, deadline);
        if (resolved != null && resolved.status() == LookupStatus.FOUND) {
            return resolved.addresses();
        }
        if (servers != null) {
            servers.await(deadline);
        }
        List<InetAddress> direct =
                resolved == null && servers != null ? servers.addresses() : List.of();
        if (direct.isEmpty()) {
            lookup.giveUp();
        }
        return direct;
    }

    /** Whether a name server can know the name. */
    static boolean isAsked(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        int last = name.lastIndexOf('.') + 1;
        String top = name.substring(last);
        return DnsMessage.isName(name) && !top.equalsIgnoreCase("localhost") && !isNumber(top);
    }

    /** No top-level domain is a number (RFC 3696 §2); the system reads 127.1 as an address. */
    private static boolean isNumber(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) < '0' || label.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Where several threads note facts: one at a time, and none after the end. */
    static final class Notes {
        private final Consumer<? super Fact> note;
        private boolean closed;

        Notes(Consumer<? super Fact> note) {
            this.note = note;
        }

        synchronized void note(Fact fact) {
            if (!closed) {
                note.accept(fact);
            }
        }

        synchronized void close() {
            closed = true;
        }
    }
}
