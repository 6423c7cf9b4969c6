package org.naze.probe;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Interfaces;

/** Which addresses of a name and of this machine are of one family, IPv4 or IPv6. */
record OwnFamilies(Evidence soFar) {

    /**
     * Addresses that the resolver kept back because this machine has none of their family
     * (getaddrinfo(3), AI_ADDRCONFIG); other programs are given them. Empty where one name server
     * says that the name does not exist.
     */
    List<InetAddress> keptBack() {
        List<InetAddress> known =
                soFar.all(Fact.DnsAnswer.class).stream()
                        .flatMap(answer -> answer.addresses().stream())
                        .distinct()
                        .map(Addresses::of)
                        .toList();
        boolean six = known.stream().anyMatch(Inet6Address.class::isInstance);
        boolean four = known.stream().anyMatch(Inet4Address.class::isInstance);
        boolean denied =
                soFar.has(Fact.DnsAnswer.class, a -> a.status() == Fact.LookupStatus.NXDOMAIN);
        return six != four && lacks(six) && !denied ? known : List.of();
    }

    /** Whether the source is one of this machine's addresses; false where they aren't known. */
    boolean isOwn(InetAddress source) {
        String text = Addresses.text(source) + "/";
        return source.isLoopbackAddress() || addresses().anyMatch(own -> own.startsWith(text));
    }

    /** Those of a family that this machine has, where the others are not all there is. */
    List<InetAddress> usable(List<InetAddress> all) {
        List<InetAddress> own =
                all.stream()
                        .filter(a -> a.isLoopbackAddress() || !lacks(a instanceof Inet6Address))
                        .toList();
        return own.isEmpty() ? all : own;
    }

    private boolean lacks(boolean six) {
        return soFar.first(Interfaces.class).isPresent()
                && addresses()
                        .filter(own -> !isConfined(own))
                        .noneMatch(own -> own.contains(":") == six);
    }

    private static boolean isConfined(String own) {
        return own.startsWith("127.") || own.startsWith("::1/") || own.startsWith("fe80");
    }

    private Stream<String> addresses() {
        return soFar.first(Interfaces.class).stream()
                .flatMap(all -> all.nics().stream())
                .flatMap(nic -> nic.addresses().stream());
    }
}
