package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.model.Fact;
import org.naze.model.TargetParser;

/** What is asked once the target has failed. */
class AftermathTest {
    /** A resolver binds to no address, and there may be no route from that one to the server. */
    @Test
    void theWayToANameServerIsNotAskedForFromTheClientsSource() {
        List<@Nullable InetAddress> sources = new ArrayList<>();
        var platform =
                new PlainPlatform() {
                    @Override
                    public Answer<Fact.Route> route(
                            InetAddress destination, @Nullable InetAddress source) {
                        sources.add(source);
                        return Answer.none(Fact.Reason.UNSUPPORTED, "");
                    }
                };
        var inquiry =
                new Inquiry(
                        platform,
                        Settings.builder().source("192.0.2.7").build(),
                        TargetParser.parse("tcp://chat.example:8282"));
        inquiry.accept(
                new Fact.DnsAnswer(
                        "127.0.0.53",
                        "udp",
                        "chat.example",
                        "A",
                        Fact.LookupStatus.UNREACHABLE,
                        List.of(),
                        List.of(),
                        1));
        new Aftermath(inquiry).nameServers();
        assertThat(sources).hasSize(1).containsOnlyNulls();
    }
}
