package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.probe.NameProbe.Notes;

/** What a name leads to, known first, and the name servers that are still being asked. */
public final class Names {
    /** So many addresses of a name are tried. */
    public static final int MAX_ADDRESSES = 8;

    private final List<InetAddress> addresses;
    private final int cut;
    private final Runnable end;
    private final @Nullable ServerLookup servers;

    private Names(List<InetAddress> all, @Nullable ServerLookup servers, Runnable end) {
        addresses = List.copyOf(bounded(all));
        cut = all.size() - addresses.size();
        this.servers = servers;
        this.end = end;
    }

    /** Addresses that need no name server. */
    static Names of(List<InetAddress> all) {
        return new Names(all, null, () -> {});
    }

    static Names of(
            List<InetAddress> all,
            SystemLookup lookup,
            @Nullable ServerLookup servers,
            Notes notes) {
        return new Names(
                all,
                servers,
                () -> {
                    lookup.giveUp();
                    notes.close();
                });
    }

    /** The first eight; two of the other family among them where the rest has it alone. */
    private static List<InetAddress> bounded(List<InetAddress> all) {
        if (all.size() <= MAX_ADDRESSES) {
            return all;
        }
        var kept = new ArrayList<>(all.subList(0, MAX_ADDRESSES));
        int family = length(all.getFirst());
        if (kept.stream().allMatch(address -> length(address) == family)) {
            List<InetAddress> others =
                    all.stream().filter(address -> length(address) != family).limit(2).toList();
            kept.subList(MAX_ADDRESSES - others.size(), MAX_ADDRESSES).clear();
            kept.addAll(others);
        }
        return kept;
    }

    private static int length(InetAddress address) {
        return address.getAddress().length;
    }

    /**
     * The addresses to connect to, in the order in which clients try them: at most eight, none if
     * the name leads nowhere. The facts say why.
     */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /** How many addresses of the name are not among {@link #addresses}. */
    public int cut() {
        return cut;
    }

    /**
     * Waits until every name server has answered or been given up, or until the deadline; what is
     * not answered then is dropped without a fact. Afterwards nothing is noted any more and no
     * thread is left, save the system's own call where that is stuck.
     */
    public void finish(Deadline deadline) {
        if (servers != null) {
            servers.await(deadline);
            servers.stop();
        }
        end.run();
    }
}
