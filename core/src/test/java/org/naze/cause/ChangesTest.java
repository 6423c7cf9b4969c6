package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.KERNEL_GAVE_UP;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.listener;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Change;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;

/** What is told of the difference between a look that failed and one that did not. */
class ChangesTest {
    private static Seen client() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT);
    }

    private static Seen named() {
        return Seen.byClient("tcp://chat.example:" + PORT);
    }

    private static List<Change> changes(Seen before, Seen after) {
        return Changes.between(before.judged(), after.judged());
    }

    private static List<String> keys(Seen before, Seen after) {
        return changes(before, after).stream().map(Change::key).toList();
    }

    @Test
    void theSameIsNoChange() {
        Seen seen = client().routed(SERVER).noFilter().connect(SERVER, Errno.ECONNREFUSED);
        assertThat(changes(seen, seen)).isEmpty();
    }

    @Test
    void aRuleThatIsGone() {
        Seen before =
                client().connect(SERVER, Errno.SILENT)
                        .ruling(SERVER, Ruling.DROP, "output", "tcp dport 8282 drop");
        Seen open = client().connect(SERVER, Errno.OK).ruling(SERVER, Ruling.ACCEPT, "output", "");
        assertThat(keys(before, open)).containsExactly("outcome", "rule");
        assertThat(keys(before, client().connect(SERVER, Errno.OK).noFilter()))
                .containsExactly("outcome", "rule");
        assertThat(changes(before, open).getLast().values())
                .containsEntry("rule", "tcp dport 8282 drop");
    }

    /** Without the right to read the rules nothing is known of them. */
    @Test
    void aRuleThatIsNotLookedAtAgain() {
        Seen before =
                client().connect(SERVER, Errno.SILENT)
                        .ruling(SERVER, Ruling.DROP, "output", "tcp dport 8282 drop");
        assertThat(keys(before, client().connect(SERVER, Errno.OK))).containsExactly("outcome");
    }

    @Test
    void aListenerThatIsThereNow() {
        Seen before =
                client().here(SERVER)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .listening(listener("127.0.0.1", PORT), listener("0.0.0.0", 22));
        Seen after =
                client().here(SERVER)
                        .connect(SERVER, Errno.OK)
                        .listening(listener("0.0.0.0", PORT), listener("0.0.0.0", 22));
        assertThat(changes(before, after).getLast().values())
                .containsEntry("listens", "0.0.0.0:" + PORT)
                .containsEntry("program", "java (pid 7)");
        assertThat(keys(after, after)).isEmpty();
    }

    @Test
    void addressesAndNameServers() {
        Seen before = named().lookup("chat.example").fact(answer(Fact.LookupStatus.NO_ANSWER));
        Seen after =
                named().lookup("chat.example", SERVER)
                        .fact(answer(Fact.LookupStatus.FOUND))
                        .connect(SERVER, Errno.OK);
        assertThat(keys(before, after)).containsExactly("outcome", "addresses", "server");
        assertThat(changes(before, after).get(1).values())
                .containsEntry("old", "-")
                .containsEntry("current", SERVER);
    }

    private static Fact answer(Fact.LookupStatus status) {
        return new Fact.DnsAnswer(
                "10.1.0.53",
                "udp",
                "chat.example",
                "A",
                status,
                status == Fact.LookupStatus.FOUND ? List.of(SERVER) : List.of(),
                List.of(),
                900);
    }

    /** Round robin is no change. */
    @Test
    void theOrderOfAddressesIsNone() {
        Seen before =
                named().lookup("chat.example", SERVER, "10.2.0.6")
                        .connect(SERVER, Errno.ECONNREFUSED);
        Seen after = named().lookup("chat.example", "10.2.0.6", SERVER).connect(SERVER, Errno.OK);
        assertThat(keys(before, after)).containsExactly("outcome");
    }

    @Test
    void routesAndNeighbours() {
        Seen none =
                client().route(SERVER, RouteType.NONE, null, false)
                        .connect(SERVER, Errno.ENETUNREACH);
        Seen after = client().routed(SERVER).connect(SERVER, Errno.OK);
        assertThat(keys(none, after)).containsExactly("outcome", "route");
        Seen dead =
                client().route(SERVER, RouteType.UNICAST, "10.1.0.9", true)
                        .neighbour(ROUTER, NeighbourState.FAILED)
                        .connect(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP);
        Seen alive =
                client().routed(SERVER)
                        .neighbour(ROUTER, NeighbourState.REACHABLE)
                        .connect(SERVER, Errno.OK);
        assertThat(keys(dead, alive)).containsExactly("outcome", "way", "neighbour");
    }

    @Test
    void anAddressToConnectFrom() {
        Seen before =
                client().fact(new Fact.SourceAddress("10.1.0.7", false))
                        .connect(SERVER, Errno.EADDRNOTAVAIL);
        Seen after =
                client().fact(new Fact.SourceAddress("10.1.0.7", true)).connect(SERVER, Errno.OK);
        assertThat(keys(before, after)).containsExactly("outcome", "source");
    }
}
