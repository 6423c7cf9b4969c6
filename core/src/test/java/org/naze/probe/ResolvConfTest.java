package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Fact;

class ResolvConfTest {
    @TempDir Path root;

    private static ResolvConf parse(String text) {
        return ResolvConf.parse(text, "/etc/resolv.conf", "");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<ResolvConf> read() {
        var notes = new ArrayList<Fact>();
        var confs = ResolvConf.read(root, notes::add);
        assertThat(notes).isEmpty();
        return confs;
    }

    @Test
    void readsWhatTheResolverReads() {
        ResolvConf conf =
                parse(
                        """
                        # a comment
                        ; another
                        domain first.test
                        nameserver 192.0.2.53   # behind it
                        nameserver\tfe80::53%eth0
                        search a.test. b.test
                        options ndots:2 timeout:1 rotate
                        sortlist 192.0.2.0
                        nameserver 2001:db8::53
                        nameserver 192.0.2.54
                        """);
        assertThat(conf.servers()).containsExactly("192.0.2.53", "fe80::53%eth0", "2001:db8::53");
        assertThat(conf.search()).containsExactly("a.test", "b.test");
        assertThat(conf.ndots()).isEqualTo(2);
        assertThat(conf.tcpOnly()).isFalse();
        assertThat(conf.source()).isEqualTo("/etc/resolv.conf");
    }

    @Test
    void passesOverWhatTheResolverPassesOver() {
        ResolvConf conf =
                parse(
                        """
                         nameserver 192.0.2.1
                        nameserver192.0.2.2
                        nameserver
                        nameserver ns.test
                        NAMESERVER 192.0.2.3
                        options ndots:x
                        search
                        nameserver 192.0.2.4\r
                        """);
        assertThat(conf.servers()).containsExactly("192.0.2.4");
        assertThat(conf.ndots()).isZero();
        assertThat(conf.search()).isEmpty();
    }

    @Test
    void boundsTheOptions() {
        assertThat(parse("options ndots:99999999999\n").ndots()).isEqualTo(15);
        assertThat(parse("options use-vc\n").tcpOnly()).isTrue();
    }

    @Test
    void asksTheMachineItselfWhereNoServerIsNamed() throws IOException {
        assertThat(parse("").servers()).containsExactly("127.0.0.1");
        assertThat(parse("").source()).isEqualTo("default");
        assertThat(read()).hasSize(1);
        assertThat(read().getFirst().servers()).containsExactly("127.0.0.1");
    }

    @Test
    void searchesTheMachinesOwnDomain() {
        assertThat(ResolvConf.parse("", "x", "host.home.test").search())
                .containsExactly("home.test");
        assertThat(ResolvConf.parse("search a.test", "x", "host.home.test").search())
                .containsExactly("a.test");
        assertThat(ResolvConf.parse("", "x", "host").search()).isEmpty();
    }

    @Test
    void looksBehindTheStub() throws IOException {
        write("etc/resolv.conf", "nameserver 127.0.0.53\noptions edns0\n");
        assertThat(read()).hasSize(1);
        write("run/systemd/resolve/resolv.conf", "nameserver 192.0.2.53\n");
        assertThat(read())
                .extracting(ResolvConf::servers)
                .containsExactly(List.of("127.0.0.53"), List.of("192.0.2.53"));
        assertThat(read().get(1).fact().source()).endsWith("run/systemd/resolve/resolv.conf");
        write("etc/resolv.conf", "nameserver 192.0.2.1\n");
        assertThat(read()).hasSize(1);
    }

    @Test
    void followsLinksInsideTheOtherRoot() throws IOException {
        write("run/real.conf", "nameserver 192.0.2.9\n");
        Files.createDirectories(root.resolve("etc"));
        Files.createSymbolicLink(root.resolve("etc/resolv.conf"), Path.of("/run/real.conf"));
        assertThat(read().getFirst().servers()).containsExactly("192.0.2.9");
        assertThat(read().getFirst().source()).isEqualTo(root + "/etc/resolv.conf");
    }

    @Test
    void followsRelativeLinksNoHigherThanTheOtherRoot() throws IOException {
        write("run/real.conf", "nameserver 192.0.2.9\n");
        Files.createDirectories(root.resolve("etc"));
        Files.createSymbolicLink(
                root.resolve("etc/resolv.conf"), Path.of("../../../../run/real.conf"));
        assertThat(read().getFirst().servers()).containsExactly("192.0.2.9");
    }

    @Test
    void isNotHeldByALinkToItself() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.createSymbolicLink(root.resolve("etc/resolv.conf"), Path.of("resolv.conf"));
        assertThat(read().getFirst().source()).isEqualTo("default");
    }

    @Test
    void asksShortNamesInTheSearchDomainsFirst() {
        ResolvConf conf = parse("search a.test b.test\n");
        assertThat(conf.candidates("www")).containsExactly("www.a.test", "www.b.test", "www");
        assertThat(conf.candidates("www.c"))
                .containsExactly("www.c", "www.c.a.test", "www.c.b.test");
        assertThat(conf.candidates("www.")).containsExactly("www");
    }

    @Test
    void countsDotsAsToldTo() {
        ResolvConf conf = parse("search a.test\noptions ndots:5\n");
        assertThat(conf.candidates("x.y.z")).containsExactly("x.y.z.a.test", "x.y.z");
        assertThat(conf.candidates("1.2.3.4.5.z")).startsWith("1.2.3.4.5.z");
    }

    @Test
    void asksForSixNamesAtMostTheNameItselfAmongThem() {
        ResolvConf conf = parse("search a b c d e f g h .\noptions ndots:2\n");
        assertThat(conf.candidates("www"))
                .containsExactly("www.a", "www.b", "www.c", "www.d", "www.e", "www");
        assertThat(conf.candidates("w.w.w")).hasSize(6).startsWith("w.w.w", "w.w.w.a");
    }
}
