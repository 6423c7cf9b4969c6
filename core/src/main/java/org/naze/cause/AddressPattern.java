package org.naze.cause;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.Try;

/** Failures that keep to certain addresses, which one name server may be alone in giving. */
record AddressPattern(Scene scene, Tries tries) {

    Stream<Optional<Common>> all() {
        return Stream.of(tries.followAddress() ? Optional.of(common()) : Optional.empty());
    }

    /** How seldom failures that keep to addresses would do so by chance. */
    Odds odds() {
        int addresses = (int) tries.all().stream().map(Try::address).distinct().count();
        return tries.odds(Math.pow(2, addresses) - 2);
    }

    private Common common() {
        String dead = String.join(", ", tries.deadAddresses());
        Set<String> servers = servers();
        return isOfServers(servers)
                ? new Common(
                        Steadiness.SERVER,
                        odds(),
                        Map.of("addresses", dead, "servers", String.join(", ", servers)))
                : new Common(Steadiness.ADDRESS, odds(), Map.of("addresses", dead));
    }

    /** The name servers that give a dead address. */
    private Set<String> servers() {
        var servers = new TreeSet<String>();
        for (DnsAnswer answer : scene.dnsAnswers()) {
            if (answer.addresses().stream().anyMatch(tries.deadAddresses()::contains)) {
                servers.add(answer.server());
            }
        }
        return servers;
    }

    /** Whether they give no other address, and other name servers do. */
    private boolean isOfServers(Set<String> servers) {
        boolean alone =
                scene.dnsAnswers().stream()
                        .filter(answer -> servers.contains(answer.server()))
                        .flatMap(answer -> answer.addresses().stream())
                        .allMatch(tries.deadAddresses()::contains);
        boolean others =
                scene.dnsAnswers().stream()
                        .anyMatch(a -> !servers.contains(a.server()) && !a.addresses().isEmpty());
        return !servers.isEmpty() && alone && others;
    }
}
