package org.naze.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was observed, never what it means. "Not checked" is the absence of a fact; {@link Unchecked}
 * says why. Addresses are numeric text without brackets; times are microseconds unless said
 * otherwise. All are immutable.
 */
public sealed interface Fact {

    /** What a lookup came to; each is another fault with another remedy. */
    enum LookupStatus {
        /** At least one address came back. */
        FOUND,
        /** The name does not exist (RFC 1035 §4.1.1 RCODE 3, RFC 2308). */
        NXDOMAIN,
        /**
         * The name exists and has no record of this type (RFC 2308 §2.2), or its aliases end in the
         * answer without one.
         */
        NODATA,
        /** The server could not answer (RCODE 2): its own upstream is dead, or DNSSEC fails. */
        SERVFAIL,
        /** The server will not answer this client (RCODE 5). */
        REFUSED,
        /** Nothing came back in time. */
        NO_ANSWER,
        /** The machine is there and nothing listens on its port 53. */
        NOT_LISTENING,
        /** The question could not even be sent: no route, or not permitted. */
        UNREACHABLE,
        /** What came back was no answer to the question: malformed, looping, or of another name. */
        MALFORMED,
        /** The system's resolver failed and does not say why. */
        FAILED
    }

    /** What the system's own resolver said (nsswitch, hosts file, caches and all). */
    record SystemLookup(String name, LookupStatus status, List<String> addresses, long micros)
            implements Fact {}

    /** A line of the hosts file that names the target's host. */
    record HostsEntry(String file, int line, String name, String address) implements Fact {}

    /** Further names that such a line gives to the same address. */
    record HostsAliases(String file, int line, List<String> names) implements Fact {}

    /** The name servers that this machine is configured to ask, in order. */
    record NameServers(List<String> servers, List<String> search, String source) implements Fact {}

    /**
     * One configured name server, asked directly.
     *
     * @param transport {@code udp} or {@code tcp}
     * @param type {@code A} or {@code AAAA}
     * @param aliases the CNAME chain in order
     */
    record DnsAnswer(
            String server,
            String transport,
            String name,
            String type,
            LookupStatus status,
            List<String> addresses,
            List<String> aliases,
            long micros)
            implements Fact {}

    /**
     * A name like the target's that has an address, looked for because the target's has none.
     *
     * @param name without final dot
     * @param source who knows it: a name server, or a file of this machine
     * @param sibling a name made up at random beside it, of which the same server was asked: one
     *     that knows this, too, knows every name; null where a file knows the name
     * @param siblingStatus what came of that question; null without one
     */
    record NearName(
            String name,
            String source,
            List<String> addresses,
            @Nullable String sibling,
            @Nullable LookupStatus siblingStatus)
            implements Fact {}

    /**
     * An address, or an alias that the target's name leads over, stands in a list that the operator
     * of a CDN publishes, or is known to use.
     *
     * @param subject the address or alias
     * @param entry the line of the list: a network, or what aliases end in
     * @param ports those on which the CDN takes connections; empty where that is not known
     * @param source the list's URL
     * @param asOf the day as of which the list is known, {@code 2024-06-25}
     */
    record CdnListing(
            String operator,
            String subject,
            String entry,
            List<Integer> ports,
            String source,
            String asOf)
            implements Fact {}

    /** Why a connect was made. */
    enum Purpose {
        /** The very port that the target names. */
        TARGET,
        /** Another port of the same host, to see whether the host is alive. */
        CONTROL,
        /** The target's port once more, since the first SYN or its answer may have been lost. */
        AGAIN,
        /** A port on which the service may be in place of the target's. */
        ELSEWHERE,
        /**
         * An address that the target's name has elsewhere (another name server, the hosts file), or
         * that the person says.
         */
        ALTERNATIVE,
        /** The target's port on the machine that the container runs on. */
        OUTSIDE,
        /** The proxy that the client uses. */
        PROXY,
        /** A proxy that other programs here use, or that this one's settings name in vain. */
        OTHER_PROXY,
        /** The very port of the target, by TCP, where the target is a UDP port. */
        OVER_TCP
    }

    /**
     * An ICMP error that ended a connect (RFC 792, RFC 4443).
     *
     * @param from who sent it
     */
    record Icmp(String from, int type, int code) {}

    /**
     * The TCP segment that answered the SYN.
     *
     * @param kind {@code syn-ack} or {@code rst}
     * @param ttl the hop limit it still had on arrival
     * @param device the interface it came in on
     */
    record Reply(String kind, int ttl, @Nullable String device) {}

    /**
     * One TCP connect.
     *
     * @param source the local address asked for, or null where the kernel chose
     * @param icmp the ICMP error behind the errno, where one was seen
     * @param reply the segment that answered, where a raw socket could be opened
     */
    record Connect(
            Purpose purpose,
            String address,
            int port,
            @Nullable String source,
            Errno errno,
            long micros,
            @Nullable Icmp icmp,
            @Nullable Reply reply)
            implements Fact {}

    /**
     * What stands at the path of a Unix domain socket, and is none.
     *
     * @param directory whether it is a directory; else it is a plain file
     */
    record NoSocket(String path, boolean directory) implements Fact {}

    /**
     * Whether the host itself gave a sign of life.
     *
     * @param method {@code icmp} (echo request) or {@code udp} (a datagram to an unused port; a
     *     port-unreachable is the sign)
     * @param from who answered; another address than asked for when a router answered
     * @param answered the host itself answered
     */
    record Echo(
            String address,
            String method,
            boolean answered,
            @Nullable String from,
            @Nullable Integer ttl,
            long micros)
            implements Fact {}

    /** What a packet is carried by. */
    enum Transport {
        TCP,
        UDP
    }

    /**
     * What a packet drew that had only so many hops to go.
     *
     * @param limit how many (time to live, RFC 791 §3.1; hop limit, RFC 8200 §3)
     * @param errno what the answer means to a socket: EHOSTUNREACH where the packet expired on the
     *     way, OK or ECONNREFUSED where somebody took it for the address's own
     * @param icmp the ICMP error behind it; null where TCP or a datagram answered
     */
    record Hop(int limit, Errno errno, @Nullable Icmp icmp, long micros) {}

    /**
     * How far packets to a port get. Those with the hop limits from first to last that are not
     * among the hops drew no answer: many routers never say that a packet expired.
     *
     * @param hops those that were answered, up to the first one that nothing forwarded any more
     */
    record Hops(String address, int port, Transport transport, int first, int last, List<Hop> hops)
            implements Fact {}

    /** What the kernel's routing table does with a destination (rtnetlink(7)). */
    enum RouteType {
        UNICAST,
        /** The address is this machine's own. */
        LOCAL,
        BROADCAST,
        MULTICAST,
        /** EINVAL, silently. */
        BLACKHOLE,
        /** EHOSTUNREACH. */
        UNREACHABLE,
        /** EACCES. */
        PROHIBIT,
        /** No route matches: ENETUNREACH. */
        NONE
    }

    /**
     * The route to a destination as the kernel looks it up (RTM_GETROUTE).
     *
     * @param gateway the next hop, or null on the same link
     * @param source the source address that the kernel would choose
     * @param isDefault the route is a default route (prefix length 0)
     */
    record Route(
            String destination,
            RouteType type,
            @Nullable String gateway,
            @Nullable String device,
            @Nullable String source,
            boolean isDefault)
            implements Fact {}

    /** States of a neighbour entry (linux/neighbour.h). */
    enum NeighbourState {
        INCOMPLETE,
        REACHABLE,
        STALE,
        DELAY,
        PROBE,
        FAILED,
        NOARP,
        PERMANENT,
        /** The table has no entry. */
        NONE
    }

    /** What the neighbour table (ARP, NDP) holds for an address on this link. */
    record Neighbour(String address, String device, NeighbourState state) implements Fact {}

    /**
     * A network interface.
     *
     * @param up set up by its owner
     * @param running has a carrier
     * @param addresses with prefix length, {@code 10.0.0.2/24}
     */
    record Nic(String name, boolean up, boolean running, List<String> addresses) {}

    /** This machine's interfaces and addresses. */
    record Interfaces(List<Nic> nics) implements Fact {}

    /**
     * A proxy that the environment or the command line names and that applies to the target.
     *
     * @param origin the variable's name, or {@code --proxy}
     * @param protocol {@code http}, {@code https}, {@code socks4}, {@code socks4a}, {@code socks5},
     *     {@code socks5h}; those with a letter have the proxy look the name up
     */
    record Proxy(String origin, String protocol, String host, int port) implements Fact {}

    /**
     * The hosts that the environment excepts from the proxy; the target is none of them.
     *
     * @param variable {@code no_proxy} or {@code NO_PROXY}: clients look at the second only where
     *     there is no first
     */
    record ProxyExceptions(String variable, String list) implements Fact {}

    /**
     * The environment names a proxy for the target in a way that no client can read.
     *
     * @param origin the variable's name, or {@code --proxy}
     */
    record UnreadableProxy(String origin) implements Fact {}

    /** What a packet filter does with a flow. */
    enum Ruling {
        ACCEPT,
        /** Silently thrown away. */
        DROP,
        /** Answered with an ICMP error or a reset. */
        REJECT,
        /** Sent to another address or port (NAT). */
        DIVERT
    }

    /**
     * What this machine's own packet filter does with the target's first packet, rehearsed in a
     * scratch network namespace with the live rules.
     *
     * @param hook {@code output} or {@code input}: which hook decided; {@code answer} where the
     *     answer to the packet was rehearsed and not the packet itself
     * @param tool {@code nft}, {@code iptables}, {@code ip6tables}, {@code iptables-legacy} or
     *     {@code ip6tables-legacy}: who owns the table
     * @param family nft's family of the table: ip, ip6, inet
     * @param handle the live rule's handle, or null where a chain's policy decided
     * @param rule the rule or policy as the tool prints it
     * @param unseen what the rehearsal could not copy (owner matches, cgroup programs …)
     */
    record FilterRuling(
            String address,
            int port,
            Ruling ruling,
            @Nullable String hook,
            @Nullable String tool,
            @Nullable String family,
            @Nullable String table,
            @Nullable String chain,
            @Nullable Integer handle,
            @Nullable String rule,
            List<String> unseen)
            implements Fact {}

    /** This network namespace has no packet filter at all: no nft table, no iptables table. */
    record NoFilter(String how) implements Fact {}

    /**
     * Connection tracking is not at work in this network namespace, so no connection is sent
     * elsewhere by NAT. Seen without privileges: nf_conntrack_count stays 0 over traffic of our
     * own.
     */
    record NoTracking(String how) implements Fact {}

    /**
     * A SYN to the target that was watched on its way out (packet(7)): behind the packet filter,
     * traffic control and BPF programs, and after the next hop had told its address.
     *
     * @param device the interface by which it left, null where none left within a second, in which
     *     TCP sends it twice
     */
    record Departure(String address, int port, @Nullable String device) implements Fact {}

    /**
     * Local ports towards one destination.
     *
     * @param low first port of ip_local_port_range
     * @param high last port of it
     * @param reserved how many ports of the range ip_local_reserved_ports takes away
     * @param used how many distinct local ports of the range are taken towards this destination
     * @param timeWait how many of those are in TIME_WAIT
     * @param twReuse tcp_tw_reuse: 0 off, 1 on, 2 loopback only (the default)
     */
    record PortUse(
            String address,
            int port,
            int low,
            int high,
            int reserved,
            int used,
            int timeWait,
            int twReuse)
            implements Fact {
        /** How many local ports there are for one destination. */
        public int available() {
            return high - low + 1 - reserved;
        }
    }

    /**
     * How often this machine's kernel sends a SYN again before connect(2) gives up (tcp(7):
     * tcp_syn_retries; Documentation/networking/ip-sysctl.rst: tcp_syn_linear_timeouts).
     *
     * @param retries with a wait that doubles each time, from one second to two minutes
     * @param linear before those, a second apart; 0 before Linux 6.5
     */
    record SynRetries(int retries, int linear) implements Fact {
        private static final int LONGEST_SECONDS = 120;
        private static final int MOST = 255;

        /** How long connect(2) waits where nothing answers, in seconds. */
        public int seconds() {
            int seconds = Math.clamp(linear, 0, MOST);
            for (int i = 0; i <= Math.clamp(retries, 0, MOST); i++) {
                seconds += Math.min(1 << Math.min(i, 7), LONGEST_SECONDS);
            }
            return seconds;
        }
    }

    /**
     * A TCP socket that listens on this machine.
     *
     * @param only6 listens on {@code ::} and takes no IPv4 (IPV6_V6ONLY), null where unknown
     */
    record Listener(
            String address,
            int port,
            @Nullable Boolean only6,
            @Nullable Integer pid,
            @Nullable String command) {}

    /** All TCP listeners of this machine, read because the target's address is its own. */
    record Listeners(List<Listener> listeners) implements Fact {}

    /**
     * The UDP sockets of this machine on the target's port that take datagrams from anybody, read
     * because the target's address is its own.
     */
    record UdpSockets(List<Listener> sockets) implements Fact {}

    /**
     * How many connections wait to be accepted on a listener (ss(8): Recv-Q and Send-Q). The kernel
     * drops SYNs while more wait than the limit says (sk_acceptq_is_full in include/net/sock.h).
     *
     * @param limit what listen(2) was given, at most net.core.somaxconn
     */
    record AcceptQueue(String address, int port, int waiting, int limit) {}

    /** The accept queues of this machine's listeners on the target's port, at one moment. */
    record AcceptQueues(List<AcceptQueue> queues) implements Fact {}

    /**
     * A datagram of one byte to a UDP port.
     *
     * @param errno OK where a datagram came back, ECONNREFUSED for an ICMP port unreachable, SILENT
     *     for nothing
     */
    record Datagram(String address, int port, Errno errno, long micros) implements Fact {}

    /**
     * What a port says to a web browser.
     *
     * @param tls it was asked by TLS, whoever it may be
     * @param server the Server header, made safe, at most 80 characters; empty where there is none
     * @param title the page's title, likewise
     * @param marks which of the words that panels are known by stood in the answer
     */
    record Page(
            String address, int port, boolean tls, String server, String title, List<String> marks)
            implements Fact {}

    /** Whether the address that the client is to bind to is on this machine. */
    record SourceAddress(String address, boolean local) implements Fact {}

    /**
     * What a port said when it was asked to speak a protocol.
     *
     * @param asked {@code ws}, {@code http} or {@code redis}
     * @param speaks it answered in that protocol
     * @param said the first bytes, made safe, at most 80 characters
     */
    record Spoken(String address, int port, String asked, boolean speaks, String said, long micros)
            implements Fact {}

    /** Why one of several connects was made. */
    enum TryRole {
        /** One of those asked for. */
        ORDINARY,
        /** From the source port of one that failed, to see whether that fails again. */
        SAME_PORT,
        /** From a new source port at the same time, to compare. */
        OTHER_PORT
    }

    /**
     * One of several connects that show whether it works each time ({@code --count}). Its address
     * was drawn by lot from those of a lookup of its own, its source port from the range of local
     * ports, so that neither goes with anything else but by chance.
     *
     * @param number 1, 2, … in the order in which they began
     * @param startMs when it began, milliseconds after the first
     * @param lookup what the system's resolver said this time, null where there is no name
     * @param address null where the lookup gave none
     * @param sourcePort null where the kernel chose it
     * @param errno null where it came to no connect
     * @param micros how long the connect took; the lookup, where it came to no connect
     */
    record Try(
            int number,
            TryRole role,
            long startMs,
            @Nullable LookupStatus lookup,
            @Nullable String address,
            @Nullable Integer sourcePort,
            @Nullable Errno errno,
            long micros,
            @Nullable Icmp icmp,
            @Nullable Reply reply)
            implements Fact {
        /** Whether it connected. */
        public boolean connected() {
            return errno == Errno.OK;
        }
    }

    /** How a connection came to its end while it was watched. */
    enum Ending {
        /** It did not: it still stands. */
        OPEN,
        /** The other side closed it. */
        FIN,
        /** It was reset. */
        RST,
        /** Nobody acknowledged what was sent (ETIMEDOUT). */
        TIMEOUT,
        /** The network said so (ICMP). */
        UNREACHABLE,
        /** It did not even come about. */
        NOT_CONNECTED
    }

    /**
     * A connection that was kept open and watched ({@code --hold}), without a byte sent. Where the
     * first one was cut, a second one is watched until it is a little older than that one became.
     *
     * @param micros from when it stood until its end, or until the watching ended
     * @param probed its end came only when keepalive probes asked whether it still stands (tcp(7)),
     *     after it had been silent all the time
     * @param received how many bytes the other side sent
     */
    record Held(String address, int port, Ending ending, long micros, boolean probed, long received)
            implements Fact {
        /** How far the ages of two connections may differ that a timer cuts, in microseconds. */
        public static long slackMicros(long micros) {
            return Math.max(400_000, micros / 20);
        }
    }

    /** The server's true address, as the person says ({@code --expect-address}). */
    record Expected(String address) implements Fact {}

    /**
     * The machine and what may be done on it.
     *
     * @param root commands need no sudo
     * @param container the markers of a container were found
     */
    record Machine(String system, boolean root, boolean container) implements Fact {}

    /** What keeps processes in surroundings of their own. */
    enum ContainerKind {
        DOCKER,
        PODMAN,
        KUBERNETES,
        LXC,
        NSPAWN,
        /** Windows Subsystem for Linux. */
        WSL,
        OTHER
    }

    /**
     * A mark of a container, looked for because this machine itself refused a connection.
     *
     * @param sign the file or variable that bears it
     * @param apart the processes have namespaces of their own, by the numbers that the kernel gives
     *     to the first ones (linux/nsfs.h); else the mark may be a leftover of an image, or the
     *     network the machine's own
     */
    record Container(ContainerKind runtime, String sign, boolean apart) implements Fact {}

    /**
     * An interface that is made of software.
     *
     * @param type as the kernel calls it (IFLA_INFO_KIND): tun, wireguard, ppp, bridge, veth …
     */
    record DeviceType(String device, String type) implements Fact {}

    /**
     * A route that would lead to a destination, too, were the one taken not narrower or preferred.
     *
     * @param network in {@code address/length} form; {@code 0.0.0.0/0} of a default route
     * @param gateway the next hop, or null on the same link
     */
    record OtherRoute(String destination, String network, @Nullable String gateway, String device)
            implements Fact {}

    /**
     * What the neighbour table holds of the other machines on a link: the target's and the router's
     * entries are left out.
     *
     * @param answering how many answered when last asked
     * @param silent how many did not
     */
    record Neighbourhood(String device, int answering, int silent) implements Fact {}

    /**
     * The process as which the world was seen ({@code --as PID}).
     *
     * @param command its name alone: arguments may hold secrets
     * @param user whose its sockets are, as numbered here
     * @param hasOwnFiles its hosts file, resolv.conf and so on are others than Naze's
     * @param hasOwnNetwork it is in another network namespace than the person's shell
     */
    record AsProcess(int pid, String command, int user, boolean hasOwnFiles, boolean hasOwnNetwork)
            implements Fact {}

    /**
     * The file descriptors of a process against its limit (RLIMIT_NOFILE, getrlimit(2)). A new one
     * gets the lowest free number, which has to be below the limit; those above it don't count.
     *
     * @param used how many numbers below the limit are taken
     * @param limit the soft limit
     * @param most the hard limit, up to which the process itself may raise the soft one
     * @param sockets how many of those looked at are sockets
     * @param pipes … pipes
     * @param files … files and devices
     * @param others … epoll, timers and so on
     */
    record Descriptors(
            int pid, int used, int limit, int most, int sockets, int pipes, int files, int others)
            implements Fact {}

    /**
     * The open files of the whole machine (/proc/sys/fs/file-nr, file-max), a limit for all but
     * root.
     */
    record SystemFiles(long used, long most) implements Fact {}

    /**
     * What confines a process, as far as proc(5) shows it; Landlock it does not show.
     *
     * @param noNewPrivileges it can't gain rights (PR_SET_NO_NEW_PRIVS)
     * @param filtersCalls a seccomp filter judges its system calls
     * @param module {@code selinux} or {@code apparmor}, where one has a label for it
     * @param label the SELinux context or AppArmor profile
     * @param enforced the module forbids, and doesn't just note
     */
    record Confinement(
            int pid,
            boolean noNewPrivileges,
            boolean filtersCalls,
            @Nullable String module,
            @Nullable String label,
            boolean enforced)
            implements Fact {}

    /**
     * A BPF program of the client's control group that sees its connects or packets (bpf(2)).
     *
     * @param group the control group's path
     * @param attach {@code egress}, {@code ingress}, {@code connect4} or {@code connect6}
     * @param program the name that its loader gave it, {@code sd_fw_egress} for systemd's
     * @param passes whether it let the target's first packet pass, or the answer to it, when it was
     *     run on one for a trial (BPF_PROG_TEST_RUN); null where it can't be run so
     */
    record GroupProgram(
            String address,
            int port,
            String group,
            String attach,
            String program,
            @Nullable Boolean passes)
            implements Fact {}

    /**
     * What systemd's unit of a process says of addresses (systemd.resource-control(5)).
     *
     * @param allow IPAddressAllow, as prefixes
     * @param deny IPAddressDeny, as prefixes
     */
    record UnitAddresses(String unit, List<String> allow, List<String> deny) implements Fact {}

    /**
     * A proxy that settings name which only some programs follow: the desktop's, or Java's of a
     * process that may be another one.
     *
     * @param origin where it stands
     * @param protocol as of {@link Proxy}; {@code pac} where a script chooses
     * @param host null where a script chooses
     */
    record ProxySetting(
            String origin, String protocol, @Nullable String host, @Nullable Integer port)
            implements Fact {}

    /** Why something was not looked at. */
    enum Reason {
        /** It takes a privilege that this process has not. */
        NOT_PERMITTED,
        /** This system has no way to ask, or Naze knows none. */
        UNSUPPORTED,
        /** A tool that would answer is not installed. */
        TOOL_MISSING,
        /** The person asked not to ({@code --no-scan}). */
        NOT_WANTED,
        /** It did not come to an end in time. */
        TIME,
        /** It failed. */
        FAILED
    }

    /**
     * Something that was not looked at, and why.
     *
     * @param question which: {@code filter}, {@code replies}, {@code route}, {@code neighbour},
     *     {@code echo}, {@code sockets}, {@code scan}, {@code listeners}, {@code interfaces},
     *     {@code hosts}, {@code resolv}, {@code user}, {@code descriptors}, {@code group}, {@code
     *     proxy-script}, {@code departure}, {@code path}, {@code addresses}, {@code count}, {@code
     *     hold}
     * @param detail the tool or error, safe to print
     */
    record Unchecked(String question, Reason reason, String detail) implements Fact {}
}
