package org.naze.cause;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.naze.model.Fact.DeviceType;
import org.naze.model.Fact.Nic;

/** Which of this machine's interfaces lead into a VPN, and which to containers. */
final class Tunnels {
    /** What the kernel calls tunnels that people set up (ip-link(8), TYPE). */
    private static final Set<String> TYPES =
            Set.of(
                    "tun",
                    "wireguard",
                    "ppp",
                    "ipip",
                    "gre",
                    "sit",
                    "vti",
                    "vti6",
                    "xfrm",
                    "ip6tnl");

    /** The names that VPN programs give, for systems that tell no type. */
    private static final Pattern NAMES =
            Pattern.compile(
                    "(tun|tap|utun|wg|ppp|vpn|ipsec|tailscale|nebula|cscotun|gpd|wt)\\d+"
                            + "|zt[a-z0-9]{8}|nordlynx|proton\\d+|wg-.*|CloudflareWARP");

    /** The kernel makes these by itself with each tunnel module, and leaves them down. */
    private static final Set<String> FALLBACKS =
            Set.of(
                    "tunl0",
                    "gre0",
                    "gretap0",
                    "erspan0",
                    "ip_vti0",
                    "ip6_vti0",
                    "sit0",
                    "ip6tnl0",
                    "ip6gre0");

    private static final Pattern BRIDGES =
            Pattern.compile("docker\\d+|podman\\d+|cni\\d+|br-[0-9a-f]{12}|lxcbr\\d+|virbr\\d+");

    private Tunnels() {}

    /** The interfaces that lead into a VPN. */
    static Stream<Nic> all(Scene scene) {
        return scene.nics().stream().filter(nic -> isTunnel(scene, nic.name()));
    }

    /** Those that are set down, or whose program does not run. */
    static Stream<Nic> off(Scene scene) {
        return all(scene).filter(nic -> !isUp(nic));
    }

    static boolean isAnyUp(Scene scene) {
        return all(scene).anyMatch(Tunnels::isUp);
    }

    private static boolean isUp(Nic nic) {
        return nic.up() && nic.running();
    }

    static boolean isTunnel(Scene scene, String device) {
        boolean typed =
                scene.evidence()
                        .has(
                                DeviceType.class,
                                d -> d.device().equals(device) && TYPES.contains(d.type()));
        return !FALLBACKS.contains(device) && (typed || NAMES.matcher(device).matches());
    }

    /** Bridges of container and VM runtimes, by their names. */
    static boolean isBridge(String device) {
        return BRIDGES.matcher(device).matches();
    }
}
