package org.naze.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Ruling;
import org.naze.probe.Addresses;
import org.naze.probe.Deadline;
import org.naze.probe.Dial;

/** Rules by chance: what the rehearsal says is what real packets to a real server meet. */
class RandomRulesTest {
    private static final InetAddress SERVER = Addresses.of("10.91.0.1");
    private static final int FIRST_PORT = 101;
    private static final int PORTS = 8;
    private static final int RULE_SETS = Integer.getInteger("naze.rulesets", 4);

    private final long seed = Long.getLong("naze.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final LinuxPlatform platform = new LinuxPlatform();
    private final Namespace client = Namespace.open();
    private final Namespace server = Namespace.open();
    private final List<ServerSocket> listeners = new ArrayList<>();

    @BeforeEach
    void network() {
        server.run(
                "ip link add s0 type veth peer name eth0 netns " + client.number(),
                "ip link add s1 type veth peer name eth1 netns " + client.number(),
                "ip addr add 10.91.0.1/24 dev s0",
                "ip addr add 10.92.0.1/24 dev s1",
                "ip link set s0 up",
                "ip link set s1 up",
                "ip route add 10.91.0.2 dev s0");
        client.run(
                "ip addr add 10.91.0.2/24 dev eth0",
                "ip addr add 10.92.0.2/24 dev eth1",
                "ip link set eth0 up",
                "ip link set eth1 up",
                "ip route add default via 10.92.0.1 table 92",
                "ip rule add fwmark 2 table 92");
        for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
            listeners.add(listener(port));
        }
    }

    private ServerSocket listener(int port) {
        return server.in(() -> {
            var listener = new ServerSocket();
            listener.bind(new InetSocketAddress(port));
            return listener;
        });
    }

    @AfterEach
    void close() throws java.io.IOException {
        for (ServerSocket listener : listeners) {
            listener.close();
        }
        client.close();
        server.close();
    }

    @Test
    void nftables() {
        for (int i = 0; i < RULE_SETS; i++) {
            client.run("nft flush ruleset");
            client.run(nftRules());
            compare(client.output("nft", "list", "ruleset"));
        }
    }

    @Test
    void iptables() {
        iptables("iptables-nft");
    }

    @Test
    void legacyIptables() {
        iptables("iptables-legacy");
    }

    private void iptables(String tool) {
        for (int i = 0; i < RULE_SETS; i++) {
            client.run(tool + " -F", tool + " -t mangle -F", tool + " -P OUTPUT ACCEPT");
            for (int j = 0; j < 8; j++) {
                client.run(tool + " -A OUTPUT -p tcp" + matches() + " -j " + iptablesTarget());
            }
            client.run(
                    tool
                            + " -t mangle -A OUTPUT -p tcp --dport "
                            + port()
                            + " -j MARK --set-mark 2",
                    tool + " -P OUTPUT " + pick("ACCEPT", "DROP"));
            compare(client.output(tool + "-save"));
        }
    }

    private String matches() {
        return pick(
                " --dport " + port(),
                " -m multiport --dports " + port() + "," + port(),
                " -d 10.91.0.1 --dport " + port() + ":" + (FIRST_PORT + PORTS),
                " -m mark --mark 2 --syn",
                " -o eth1 -m conntrack --ctstate NEW",
                " ! --dport " + port() + " -m addrtype --dst-type LOCAL",
                " -m comment --comment x -m tcp --dport " + port(),
                " ! -d 10.91.0.0/24");
    }

    private String iptablesTarget() {
        return pick("ACCEPT", "DROP", "REJECT", "REJECT --reject-with tcp-reset", "RETURN");
    }

    private String[] nftRules() {
        var commands = new ArrayList<String>();
        commands.add("nft add table inet f; add chain inet f sub; add chain inet f deep");
        commands.add(
                "nft add set inet f s {type inet_service; flags interval; elements = {"
                        + (port() - 20)
                        + "-"
                        + port()
                        + "}}");
        commands.add(
                "nft add map inet f m {type inet_service : verdict; elements = {"
                        + port()
                        + " : "
                        + pick("drop", "accept", "jump sub")
                        + "}}");
        commands.add(chain("inet f o", "filter", 0, pick("accept", "accept", "drop")));
        commands.add("nft add table ip g");
        commands.add(chain("ip g early", "route", -150, "accept"));
        commands.add(chain("ip g late", "filter", 50, "accept"));
        commands.add("nft add rule ip g early tcp dport " + port() + " meta mark set 2");
        String[] chains = {"inet f deep", "inet f sub", "inet f o", "ip g late"};
        for (int i = 0; i < 14; i++) {
            String chain = chains[random.nextInt(chains.length)];
            commands.add("nft add rule " + chain + " " + condition(chain) + " " + action(chain));
        }
        return commands.toArray(String[]::new);
    }

    private static String chain(String name, String type, int priority, String policy) {
        return "nft add chain "
                + name
                + " {type "
                + type
                + " hook output priority "
                + priority
                + "; policy "
                + policy
                + ";}";
    }

    private String condition(String chain) {
        String set = chain.startsWith("inet") ? "tcp dport @s" : "tcp dport " + port();
        return pick(
                "tcp dport " + port(),
                "tcp dport {" + port() + ", " + port() + "}",
                "tcp dport " + port() + "-" + (FIRST_PORT + PORTS),
                set,
                "ip daddr 10.91.0.0/24 tcp dport != " + port(),
                "ct state new meta mark 2",
                "oifname eth1",
                "ip daddr . tcp dport {10.91.0.1 . " + port() + "}",
                "tcp flags syn tcp dport " + port() + " ip ttl 64",
                "meta l4proto tcp fib daddr type unicast tcp dport " + port());
    }

    private String action(String chain) {
        if (!chain.startsWith("inet") || chain.endsWith("deep")) {
            return pick("accept", "drop", "counter", "reject with tcp reset", "return");
        }
        String to = chain.endsWith("sub") ? "deep" : "sub";
        return pick(
                "accept",
                "drop",
                "counter",
                "reject",
                "jump " + to,
                "goto " + to,
                chain.endsWith("sub") ? "return" : "tcp dport vmap @m",
                "meta mark set 2");
    }

    private int port() {
        return FIRST_PORT + random.nextInt(PORTS);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void compare(String rules) {
        var dials = new ArrayList<Dial>();
        for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
            dials.add(new Dial(Purpose.TARGET, SERVER, port, null));
        }
        var met = new ArrayList<Connect>();
        client.in(() -> {
            platform.dial(dials, Deadline.in(250), met::add);
            return 0;
        });
        for (Connect connect : met) {
            Fact said =
                    LoopbackTest.known(
                            client.in(() -> platform.filter(SERVER, connect.port(), null)));
            assertThat(said)
                    .as("-Dnaze.seed=" + seed + "\n" + rules + connect)
                    .isInstanceOf(Fact.FilterRuling.class)
                    .extracting(fact -> ((Fact.FilterRuling) fact).ruling())
                    .isIn(rulings(connect));
        }
    }

    /**
     * A rule may reject, and another one throw away what it answers; and a rule that lets the SYN
     * pass may reject what comes after the SYN-ACK.
     */
    private static List<Ruling> rulings(Connect connect) {
        Fact.Reply reply = connect.reply();
        if (reply != null && reply.kind().equals("syn-ack")) {
            return List.of(Ruling.ACCEPT);
        }
        return connect.errno() == Errno.SILENT
                ? List.of(Ruling.DROP, Ruling.REJECT)
                : List.of(Ruling.REJECT);
    }
}
