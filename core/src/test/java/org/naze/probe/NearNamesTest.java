package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
    /** What is left for these where siblings and two domains are asked for as well. */
    private static final int ROOM = NearNameProbe.MOST - 6;

    private static List<String> near(String name, int wrong, String... domains) {
        List<String> near = NearNames.of(name, wrong, List.of(domains));
        return near.subList(0, Math.min(ROOM, near.size()));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "chta.example, chat.example, 0",
        "cht.example, chat.example, 0",
        "chatt.example, chat.example, 0",
        "char.example, chat.example, 0",
        "webscoket.example, websocket.example, 0",
        "kaln.example, kalin.example, 0",
        "kalinn.example, kalin.example, 0",
        "akira1.example, akiral.example, 0",
        "chat.exmaple.org, chat.example.org, 1",
        "chat.shoping.org, chat.shopping.org, 1",
        "chat.kalin.con, chat.kalin.com, 0",
        "chat.kalin.cmo, chat.kalin.com, 0",
        "chat.kalin.co, chat.kalin.com, 0",
        "chat.kalincom, chat.kalin.com, 0",
        "www.chat.example, chat.example, 0",
        "kalin.example, www.kalin.example, 0",
        "wwwkalin.example, www.kalin.example, 0",
        "chat_server.example, chat-server.example, 0",
        "chat-server.example, chat_server.example, 0",
        "chat-server.example, chatserver.example, 0",
    })
    void theNameThatWasMeantIsAmongTheFirst(String name, String meant, int wrong) {
        assertThat(near(name, wrong)).contains(meant).doesNotContain(name);
    }

    @Test
    void aShortNameIsTriedInTheDomainsThatAreKnownHere() {
        assertThat(near("db", 0, "corp.example")).contains("db.corp.example");
        assertThat(near("db.corp.example.corp.example", 0, "corp.example"))
                .contains("db.corp.example");
    }

    @Test
    void internationalLabelsAreLeftAsTheyAre() {
        assertThat(NearNames.slips("xn--bcher-kva")).isEmpty();
    }

    @Test
    void everyOneIsAHostName() {
        for (String name : List.of("a", "a.b", "-.example", "a_.b-.example")) {
            assertThat(NearNames.of(name, 0, List.of("example"))).allMatch(DnsMessage::isName);
        }
    }
}
