package org.naze.cause;

import java.util.List;
import java.util.Optional;

/**
 * All causes. Among equal verdicts the order here decides: first what this machine proves of
 * itself, then by how often each is the reason, as the manual that Naze began with counts them.
 */
public final class Causes {
    /** One line each. */
    public static final List<Cause> ALL =
            List.of(
                    new LocalProxy(),
                    new ClientFdLimit(),
                    new ClientSandbox(),
                    new SourceAddressMissing(),
                    new WrongAddress(),
                    new TimeWaitExhausted(),
                    new EphemeralPortsExhausted(),
                    new HostsOverride(),
                    new DnsWrongAddress(),
                    new NameNotFound(),
                    new NoRoute(),
                    new GatewayDown(),
                    new DnsUnreachable(),
                    new SomeAddressesDead(),
                    new AddressFamily(),
                    new CdnInFront(),
                    new ContainerLocalhost(),
                    new WrongNetwork(),
                    new WrongPort(),
                    new NatNotForwarded(),
                    new UdpNotTcp(),
                    new NotListening(),
                    new BoundToLoopback(),
                    new BoundToOtherAddress(),
                    new PanelFirewall(),
                    new HostFirewall(),
                    new MiddleboxReset(),
                    new UpstreamFilter(),
                    new BacklogFull(),
                    new HostDown(),
                    new PrivateAddress(),
                    new IdleCut(),
                    new ClientFirewall());

    private Causes() {}

    /** The cause of this id. */
    public static Optional<Cause> byId(String id) {
        return ALL.stream().filter(cause -> cause.id().equals(id)).findFirst();
    }
}
