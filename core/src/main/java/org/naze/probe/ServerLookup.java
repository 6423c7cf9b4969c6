package org.naze.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Reason;
import org.naze.probe.NameProbe.Notes;

/**
 * One name asked of every configured name server directly, on one thread, which has ended when
 * {@link #stop} returns.
 */
final class ServerLookup {
    private static final long POLL_MS = 50;

    private final Path root;
    private final int port;
    private final String host;
    private final Deadline giveUp;
    private final Notes notes;
    private final DnsClient client = new DnsClient();
    private final List<Fact.DnsAnswer> found = new ArrayList<>();
    private final Set<String> servers = new LinkedHashSet<>();
    private final Set<String> deaf = new HashSet<>();
    private final Thread thread = new Thread(this::run, "naze-name-servers");

    ServerLookup(Path root, int port, String host, Deadline giveUp, Notes notes) {
        this.root = root;
        this.port = port;
        this.host = host;
        this.giveUp = giveUp;
        this.notes = notes;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            ask(ResolvConf.read(root, notes::note));
        } catch (IOException e) {
            // No selector could be had: the process is out of descriptors.
            unchecked(SelectorDialer.errno(e).name());
        } catch (RuntimeException e) {
            unchecked(e.getClass().getSimpleName());
        }
    }

    private void unchecked(String why) {
        notes.note(new Fact.Unchecked("resolv", Reason.FAILED, why));
    }

    private void ask(List<ResolvConf> confs) throws IOException {
        var series = new ArrayList<DnsSeries>();
        for (ResolvConf conf : confs) {
            notes.note(conf.fact());
            for (String server : conf.servers()) {
                if (isNew(server)) {
                    add(series, server, conf.tcpOnly(), confs.getFirst().candidates(host));
                }
            }
        }
        client.run(series, giveUp);
    }

    private synchronized boolean isNew(String server) {
        return servers.add(server);
    }

    private void add(
            List<DnsSeries> series, String text, boolean tcpOnly, List<String> candidates) {
        try {
            var server = DnsServer.of(text, port, tcpOnly);
            series.add(new DnsSeries(server, candidates, this::answered));
        } catch (IllegalArgumentException e) {
            // The zone is no interface of this machine: there is no way to ask.
            answered(
                    new Fact.DnsAnswer(
                            text,
                            tcpOnly ? "tcp" : "udp",
                            candidates.getFirst(),
                            "A",
                            LookupStatus.UNREACHABLE,
                            List.of(),
                            List.of(),
                            0));
        }
    }

    private synchronized void answered(Fact.DnsAnswer answer) {
        if (answer.status() == LookupStatus.FOUND && !isDeafToUdp(answer)) {
            found.add(answer);
        }
        if (answer.status() == LookupStatus.NO_ANSWER && answer.transport().equals("udp")) {
            deaf.add(answer.server() + " " + answer.type());
        }
        notes.note(answer);
    }

    /** The system asks by TCP only what was cut short by UDP: of silence it makes nothing. */
    private boolean isDeafToUdp(Fact.DnsAnswer answer) {
        return answer.transport().equals("tcp")
                && deaf.contains(answer.server() + " " + answer.type());
    }

    /**
     * The addresses from the first configured server that has any, IPv4 first: which family the
     * system would prefer is not known here.
     */
    synchronized List<InetAddress> addresses() {
        var all = new LinkedHashSet<String>();
        for (String server : servers) {
            for (String type : List.of("A", "AAAA")) {
                for (Fact.DnsAnswer answer : found) {
                    if (answer.server().equals(server) && answer.type().equals(type)) {
                        all.addAll(answer.addresses());
                    }
                }
            }
            if (!all.isEmpty()) {
                break;
            }
        }
        return all.stream().map(Addresses::of).toList();
    }

    /** Waits until all have answered or been given up, or until the deadline. */
    void await(Deadline deadline) {
        try {
            while (thread.isAlive() && !deadline.isOver()) {
                thread.join(Math.clamp(deadline.leftMs(), 1, POLL_MS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what has not ended. */
    void stop() {
        client.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
