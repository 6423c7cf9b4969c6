package org.naze.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.naze.model.Fact;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;

/**
 * Resolves as the C library of another process does, from that one's files: its own resolver can't
 * be asked. Of the services in nsswitch.conf {@code files} and {@code dns} are known; the others
 * count as unavailable.
 */
final class FileResolver implements SystemResolver {
    /** Sooner than {@link NameProbe} gives up, so that a second server still counts. */
    private static final long GIVE_UP_MS = 2000;

    private final Path root;
    private final int port;

    FileResolver(Path root) {
        this(root, 53);
    }

    FileResolver(Path root, int port) {
        this.root = root;
        this.port = port;
    }

    @Override
    public Resolved resolve(String host) {
        Resolved last = new Resolved(LookupStatus.FAILED, List.of());
        for (NameService service : NameService.read(root)) {
            Resolved resolved = service.isFiles() ? byFile(host) : byServers(host);
            boolean found = resolved.status() == LookupStatus.FOUND;
            if (found || resolved.status() == LookupStatus.NXDOMAIN && service.isLast()) {
                return resolved;
            }
            last = resolved;
        }
        return last;
    }

    private Resolved byFile(String host) {
        var addresses = new LinkedHashSet<String>();
        new HostsFile(root)
                .look(
                        host,
                        fact -> {
                            if (fact instanceof Fact.HostsEntry entry) {
                                addresses.add(entry.address());
                            }
                        });
        return resolved(addresses, LookupStatus.NXDOMAIN);
    }

    private static Resolved resolved(Set<String> texts, LookupStatus otherwise) {
        List<InetAddress> addresses = texts.stream().map(Addresses::of).toList();
        return new Resolved(texts.isEmpty() ? otherwise : LookupStatus.FOUND, addresses);
    }

    private Resolved byServers(String host) {
        List<ResolvConf> confs = ResolvConf.read(root, unread -> {});
        if (confs.isEmpty() || !NameProbe.isAsked(host)) {
            return new Resolved(LookupStatus.NXDOMAIN, List.of());
        }
        try {
            return ask(confs.getFirst(), host);
        } catch (IOException e) {
            return new Resolved(LookupStatus.FAILED, List.of());
        }
    }

    /** All servers side by side; what the first in order knows is what the library would get. */
    private Resolved ask(ResolvConf conf, String host) throws IOException {
        var answers = new ArrayList<DnsAnswer>();
        var series = new ArrayList<DnsSeries>();
        for (String text : conf.servers()) {
            try {
                var server = DnsServer.of(text, port, conf.tcpOnly());
                series.add(new DnsSeries(server, conf.candidates(host), answers::add));
            } catch (IllegalArgumentException e) {
                // Its zone is no interface here: nothing could be asked there either.
            }
        }
        new DnsClient().run(series, Deadline.in(GIVE_UP_MS));
        return first(conf.servers(), answers);
    }

    private static Resolved first(List<String> servers, List<DnsAnswer> answers) {
        for (String server : servers) {
            List<DnsAnswer> own = answers.stream().filter(a -> a.server().equals(server)).toList();
            var addresses = new LinkedHashSet<String>();
            own.forEach(answer -> addresses.addAll(answer.addresses()));
            LookupStatus said = own.isEmpty() ? LookupStatus.NO_ANSWER : own.getLast().status();
            boolean known = said == LookupStatus.NXDOMAIN || said == LookupStatus.NODATA;
            if (!addresses.isEmpty() || known) {
                return resolved(addresses, said);
            }
        }
        // As getaddrinfo(3): "Temporary failure in name resolution".
        return new Resolved(LookupStatus.FAILED, List.of());
    }
}
