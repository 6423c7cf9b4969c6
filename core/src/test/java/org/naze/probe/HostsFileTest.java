package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Fact;
import org.naze.model.Fact.HostsEntry;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Unchecked;

class HostsFileTest {
    @TempDir Path root;
    private Path file = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        file = Files.createDirectory(root.resolve("etc")).resolve("hosts");
    }

    private List<Fact> look(String name) {
        var facts = new ArrayList<Fact>();
        new HostsFile(root).look(name, facts::add);
        return facts;
    }

    private HostsEntry entry(int line, String name, String address) {
        return new HostsEntry(file.toString(), line, name, address);
    }

    @Test
    void findsEachLineThatNamesTheHost() throws IOException {
        Files.writeString(
                file,
                """
                127.0.0.1 localhost
                # 192.0.2.1 chat.test
                192.0.2.2\tother.test  CHAT.test. # chat
                \t 2001:db8::2 chat.test chat.test
                192.0.2.3 chat.test.evil xchat.test
                192.0.2.4 #chat.test
                """);
        assertThat(look("chat.test"))
                .containsExactly(
                        entry(3, "chat.test", "192.0.2.2"),
                        new Fact.HostsAliases(file.toString(), 3, List.of("other.test")),
                        entry(4, "chat.test", "2001:db8::2"));
        assertThat(look("Chat.Test.")).hasSize(3);
        assertThat(look("nowhere.test")).isEmpty();
    }

    @Test
    void passesOverWhatIsNoLine() throws IOException {
        Files.write(
                file,
                "chat.test\nnot-an-address chat.test\n300.1.1.1 chat.test\n\0\u00ff\r\n192.0.2.9 chat.test\r\n1.2.3.4"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(look("chat.test")).containsExactly(entry(5, "chat.test", "192.0.2.9"));
    }

    @Test
    void knowsOfNoLineWhereThereIsNoFile() {
        assertThat(look("chat.test")).isEmpty();
    }

    @Test
    void saysThatItIsNoFile() throws IOException {
        Files.createDirectory(file);
        assertThat(look("chat.test"))
                .containsExactly(new Unchecked("hosts", Reason.FAILED, file + " is not a file"));
    }

    @Test
    void saysWhereItStopped() throws IOException {
        String line = "0.0.0.0 advertisement.test\n";
        int lines = HostsFile.MAX_BYTES / line.length() + 1;
        Files.writeString(file, line.repeat(lines) + "192.0.2.9 chat.test\n");
        assertThat(look("chat.test"))
                .containsExactly(
                        new Unchecked("hosts", Reason.FAILED, file + ", after line " + lines));
        Files.writeString(file, "\n".repeat(HostsFile.MAX_LINES) + "192.0.2.9 chat.test\n");
        assertThat(look("chat.test"))
                .containsExactly(
                        new Unchecked(
                                "hosts",
                                Reason.FAILED,
                                file + ", after line " + HostsFile.MAX_LINES));
    }

    @Test
    void readsAFileOfJustTheBoundWhole() throws IOException {
        String end = "192.0.2.9 chat.test\n";
        Files.writeString(
                file, "#" + " ".repeat(HostsFile.MAX_BYTES - end.length() - 2) + "\n" + end);
        assertThat(look("chat.test")).containsExactly(entry(2, "chat.test", "192.0.2.9"));
    }

    @Test
    void keepsABoundedNumberOfLines() throws IOException {
        Files.writeString(
                file,
                IntStream.range(0, 1000)
                        .mapToObj(i -> "10.0.0." + i % 250 + " chat.test\n")
                        .collect(Collectors.joining()));
        assertThat(look("chat.test")).hasSize(HostsFile.MAX_ENTRIES);
    }
}
