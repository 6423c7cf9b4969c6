package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Datagram;
import org.naze.model.Fact.Listener;
import org.naze.model.Fact.Listeners;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.UdpSockets;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** The port is open in the other transport: UDP where the client speaks TCP, or the reverse. */
final class UdpNotTcp implements Cause {
    /** From here on the kernel gives ports to whoever needs any (ip_local_port_range). */
    private static final int EPHEMERAL = 32768;

    @Override
    public String id() {
        return "udp-not-tcp";
    }

    @Override
    public Set<String> hiddenBy() {
        return Set.of(
                "client-firewall",
                "local-proxy",
                "middlebox-reset",
                "bound-to-loopback",
                "bound-to-other-address",
                "address-family");
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return scene.failure(c -> isRefused(scene, c))
                .flatMap(c -> scene.isHere(c.address()) ? here(scene, c) : outside(scene, c));
    }

    private static boolean isRefused(Scene scene, Connect c) {
        return c.port() > 0
                && (scene.isUdp() ? c.errno() == Errno.ECONNREFUSED : Refusals.isReset(scene, c));
    }

    /** On the machine itself the kernel's own tables tell. */
    private Optional<Finding> here(Scene scene, Connect c) {
        var tcp = scene.evidence().first(Listeners.class);
        var udp = scene.evidence().first(UdpSockets.class);
        if (tcp.isEmpty() || udp.isEmpty()) {
            return Optional.empty();
        }
        List<Listener> listeners = on(c, tcp.get().listeners());
        List<Listener> sockets = on(c, udp.get().sockets());
        List<Listener> wanted = scene.isUdp() ? sockets : listeners;
        List<Listener> other = scene.isUdp() ? listeners : sockets;
        return wanted.isEmpty()
                ? other.stream()
                        .filter(l -> Bound.takes(l, c.address()))
                        .findFirst()
                        .map(taker -> here(scene, c, tcp.get(), udp.get(), taker))
                : Optional.empty();
    }

    private static List<Listener> on(Connect c, List<Listener> all) {
        return all.stream().filter(l -> l.port() == c.port()).toList();
    }

    private Finding here(Scene scene, Connect c, Listeners tcp, UdpSockets udp, Listener taker) {
        var undiverted = scene.notDiverted(c.address());
        // Any program that asks somebody by UDP may have been given such a port for a moment.
        boolean chance = !scene.isUdp() && c.port() >= EPHEMERAL;
        boolean proven = undiverted.isPresent() && !chance;
        var words = new HashMap<>(words(scene, c));
        words.putAll(Bound.words(taker));
        var finding =
                Finding.of(id(), proven ? Verdict.CONFIRMED : Verdict.LIKELY)
                        .variant(scene.isUdp() ? "tcp-here" : "udp-here")
                        .with(words)
                        .because("refused", c)
                        .because("listens", scene.isUdp() ? tcp : udp)
                        .because("none", scene.isUdp() ? udp : tcp);
        undiverted.ifPresent(fact -> finding.because("undiverted", fact));
        return remedied(finding);
    }

    private Optional<Finding> outside(Scene scene, Connect c) {
        return scene.isUdp() ? openByTcp(scene, c) : byUdp(scene, c);
    }

    private Optional<Finding> openByTcp(Scene scene, Connect c) {
        return scene.evidence()
                .first(
                        Connect.class,
                        o ->
                                o.purpose() == Purpose.OVER_TCP
                                        && o.errno() == Errno.OK
                                        && o.address().equals(c.address()))
                .map(open ->
                        remedied(
                                Finding.of(id(), Verdict.LIKELY)
                                        .variant("tcp")
                                        .with(words(scene, c))
                                        .because("refused", c)
                                        .because("open", open)));
    }

    /** An answer tells; silence only where other ports of the host don't keep it. */
    private Optional<Finding> byUdp(Scene scene, Connect c) {
        return datagrams(scene, c, d -> d.port() == c.port() && d.errno() == Errno.OK)
                .findFirst()
                .map(answer ->
                        remedied(
                                Finding.of(id(), Verdict.LIKELY)
                                        .with(words(scene, c))
                                        .because("refused", c)
                                        .because("answers", answer)))
                .or(() -> silentAmongRefusing(scene, c));
    }

    private Optional<Finding> silentAmongRefusing(Scene scene, Connect c) {
        var silent = datagrams(scene, c, d -> d.port() == c.port() && d.errno() == Errno.SILENT);
        List<Datagram> others =
                datagrams(scene, c, d -> d.port() != c.port() && d.errno() == Errno.ECONNREFUSED)
                        .toList();
        return silent.findFirst()
                .filter(d -> others.size() > 1)
                .map(d ->
                        remedied(
                                Finding.of(id(), Verdict.POSSIBLE)
                                        .variant("silent")
                                        .with(words(scene, c))
                                        .because("refused", c)
                                        .because("keeps-silent", d)
                                        .because("others-refuse", others.getFirst())));
    }

    private static Stream<Datagram> datagrams(Scene scene, Connect c, Predicate<Datagram> kind) {
        return scene.evidence().all(Datagram.class, d -> d.address().equals(c.address())).stream()
                .filter(kind);
    }

    private static Map<String, String> words(Scene scene, Connect c) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("wanted", scene.isUdp() ? "UDP" : "TCP");
        words.put("other", scene.isUdp() ? "TCP" : "UDP");
        return words;
    }

    private static Finding remedied(Finding.Builder finding) {
        return finding.remedy(Where.CLIENT, "use-other").remedy(Where.SERVER, "both").build();
    }
}
