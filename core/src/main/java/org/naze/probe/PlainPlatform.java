package org.naze.probe;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;

/** What pure Java can answer on any operating system; the rest it says it can't. */
public class PlainPlatform implements Platform {
    @Override
    public void dial(List<Dial> dials, Deadline deadline, Consumer<? super Fact.Connect> ended) {
        new SelectorDialer().dial(dials, deadline, ended);
    }

    @Override
    public Optional<Fact.Unchecked> repliesUnchecked() {
        String system = System.getProperty("os.name", "unknown");
        return Optional.of(new Fact.Unchecked("replies", Reason.UNSUPPORTED, system));
    }

    @Override
    public Answer<Fact.Interfaces> interfaces() {
        try {
            var nics = new ArrayList<Fact.Nic>();
            for (NetworkInterface nic : NetworkInterface.networkInterfaces().toList()) {
                List<String> addresses =
                        nic.getInterfaceAddresses().stream()
                                .map(PlainPlatform::withPrefix)
                                .toList();
                nics.add(new Fact.Nic(nic.getName(), nic.isUp(), nic.isUp(), addresses));
            }
            return Answer.of(new Fact.Interfaces(List.copyOf(nics)));
        } catch (SocketException e) {
            return Answer.none(Reason.FAILED, "NetworkInterface");
        }
    }

    private static String withPrefix(InterfaceAddress address) {
        return Addresses.text(address.getAddress()) + "/" + address.getNetworkPrefixLength();
    }

    @Override
    public Answer<Fact.Route> route(InetAddress destination, @Nullable InetAddress source) {
        return unsupported();
    }

    @Override
    public Answer<Fact.Neighbour> neighbour(InetAddress address, String device) {
        return unsupported();
    }

    @Override
    public Answer<Fact.Echo> echo(InetAddress address, Deadline deadline) {
        return unsupported();
    }

    @Override
    public Answer<Fact.PortUse> portUse(InetAddress destination, int port) {
        return unsupported();
    }

    @Override
    public Answer<Fact.Listeners> listeners(int port) {
        return unsupported();
    }

    @Override
    public Answer<Fact> filter(InetAddress destination, int port, @Nullable InetAddress source) {
        return unsupported();
    }

    @Override
    public Fact.Machine machine() {
        return new Fact.Machine(System.getProperty("os.name", "unknown"), false, false);
    }

    @Override
    public void close() {}

    private static <T> Answer<T> unsupported() {
        return Answer.none(Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }
}
