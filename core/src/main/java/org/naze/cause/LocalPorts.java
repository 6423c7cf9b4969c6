package org.naze.cause;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.PortUse;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/** What the two causes about used-up local ports have in common. */
final class LocalPorts {
    private LocalPorts() {}

    /** An EADDRNOTAVAIL of a connect whose source address is not to blame, and the ports' count. */
    record UsedUp(Connect failed, PortUse use) {
        boolean mostlyWaiting() {
            return use.timeWait() * 2 > use.used();
        }
    }

    static Optional<UsedUp> usedUp(Scene scene) {
        return scene.failures().stream().flatMap(c -> usedUp(scene, c).stream()).findFirst();
    }

    private static Optional<UsedUp> usedUp(Scene scene, Connect c) {
        return c.errno() != Errno.EADDRNOTAVAIL || SourceAddressMissing.isMissing(scene, c)
                ? Optional.empty()
                : scene.evidence()
                        .first(
                                PortUse.class,
                                u -> u.address().equals(c.address()) && u.port() == c.port())
                        .filter(use -> use.used() * 2 > use.available() || isUsedUp(use))
                        .map(use -> new UsedUp(c, use));
    }

    /**
     * Confirmed where next to no port is free, to whichever address: what TIME_WAIT gave back
     * between the connect and the count may be missing, not more.
     */
    private static Verdict verdict(Scene scene) {
        boolean none =
                scene.failures().stream()
                        .allMatch(c -> usedUp(scene, c).filter(u -> isUsedUp(u.use())).isPresent());
        return none ? Verdict.CONFIRMED : Verdict.LIKELY;
    }

    private static boolean isUsedUp(PortUse use) {
        return use.used() * 10L >= use.available() * 9L;
    }

    /** Begins a finding: how to see it, and what ends it for good. */
    static Finding.Builder finding(String id, Scene scene, UsedUp usedUp) {
        PortUse use = usedUp.use();
        var words = new HashMap<>(scene.wordsFor(usedUp.failed()));
        words.putAll(words(use));
        return Finding.of(id, verdict(scene))
                .with(words)
                .because("failed", usedUp.failed())
                .because("used", use)
                .remedy(Where.CLIENT, "see", seeSockets(usedUp))
                .remedy(Where.CLIENT, "reuse");
    }

    static Map<String, String> words(PortUse use) {
        return Map.of(
                "used", grouped(use.used()),
                "available", grouped(use.available()),
                "waiting", grouped(use.timeWait()),
                "open", grouped(use.used() - use.timeWait()),
                "low", Integer.toString(use.low()),
                "high", Integer.toString(use.high()),
                "reserved", grouped(use.reserved()),
                "reuse", Integer.toString(use.twReuse()));
    }

    /** {@code 28232} as {@code 28,232}. */
    private static String grouped(int n) {
        String digits = Integer.toString(n);
        return digits.length() <= 3
                ? digits
                : grouped(n / 1000) + "," + digits.substring(digits.length() - 3);
    }

    /** A wider range; ports that servers listen on are to be reserved first. */
    static void widen(Finding.Builder finding, PortUse use) {
        int low = Math.min(use.low(), 15000);
        if (low < use.low() || use.high() < 65535) {
            finding.remedy(
                    Where.CLIENT, "widen", range(low, 65535), range(use.low(), use.high()), false);
        }
        finding.remedy(Where.SERVER, "more-addresses");
    }

    /**
     * Shows who holds the ports. A socket in TIME_WAIT belongs to no program any more; ss(8) takes
     * no address with a zone.
     */
    static Command seeSockets(UsedUp usedUp) {
        Connect c = usedUp.failed();
        String there = Net.endpoint(Net.bare(c.address()), c.port());
        return usedUp.mostlyWaiting()
                ? Command.of("ss", "-tn", "state", "time-wait", "dst", there)
                : Command.asRoot("ss", "-tnp", "dst", there);
    }

    private static Command range(int low, int high) {
        return Command.asRoot("sysctl", "-w", "net.ipv4.ip_local_port_range=" + low + " " + high);
    }
}
