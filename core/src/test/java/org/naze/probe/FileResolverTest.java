package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.probe.FakeNameServer.SILENT;
import static org.naze.probe.FakeNameServer.finds;
import static org.naze.probe.FakeNameServer.says;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.SystemResolver.Resolved;
import org.xbill.DNS.Rcode;

@Timeout(20)
class FileResolverTest {
    private static final String NAME = "www.naze.test";

    @TempDir Path root;

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectory(root.resolve("etc"));
        write("resolv.conf", "nameserver 127.0.0.1\n");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(root.resolve("etc").resolve(file), text);
    }

    private Resolved resolved(String name, int port) {
        return new FileResolver(root, port).resolve(name);
    }

    private static void assertFound(Resolved resolved, String... addresses) {
        assertThat(resolved.status()).isEqualTo(LookupStatus.FOUND);
        assertThat(resolved.addresses()).extracting(Addresses::text).containsExactly(addresses);
    }

    @Test
    void theHostsFileComesFirst() throws IOException {
        write("hosts", "192.0.2.1 www.naze.test\n2001:db8::1 www.naze.test\n");
        try (var server = new FakeNameServer(finds("192.0.2.9"), SILENT)) {
            assertFound(resolved(NAME, server.port()), "192.0.2.1", "2001:db8::1");
            assertThat(server.udpQueries).hasValue(0);
        }
    }

    @Test
    void theOrderIsThatOfNsswitch() throws IOException {
        write("hosts", "192.0.2.1 www.naze.test\n");
        write("nsswitch.conf", "passwd: files\nhosts: mymachines dns files # as it is\n");
        try (var server = new FakeNameServer(finds("192.0.2.9"), SILENT)) {
            assertFound(resolved(NAME, server.port()), "192.0.2.9");
        }
    }

    @Test
    void whereFilesAreTheLastNoServerIsAsked() throws IOException {
        write("nsswitch.conf", "hosts: files [SUCCESS=return NOTFOUND=return] dns\n");
        try (var server = new FakeNameServer(finds("192.0.2.9"), SILENT)) {
            assertThat(resolved(NAME, server.port()).status()).isEqualTo(LookupStatus.NXDOMAIN);
            assertThat(server.udpQueries).hasValue(0);
        }
    }

    @Test
    void whatNoServiceKnowsDoesNotExist() throws IOException {
        try (var server = new FakeNameServer(says(Rcode.NXDOMAIN), SILENT)) {
            assertThat(resolved(NAME, server.port()).status()).isEqualTo(LookupStatus.NXDOMAIN);
        }
    }

    @Test
    void whereTheFirstServerFailsTheSecondCounts() throws IOException {
        write("resolv.conf", "nameserver 127.0.0.1\nnameserver 127.0.0.2\n");
        try (var first = new FakeNameServer(says(Rcode.SERVFAIL), SILENT);
                var second =
                        new FakeNameServer("127.0.0.2", first.port(), finds("192.0.2.9"), SILENT)) {
            assertFound(resolved(NAME, second.port()), "192.0.2.9");
        }
    }

    @Test
    void whereNoServerAnswersItFails() throws IOException {
        try (var server = new FakeNameServer(SILENT, SILENT)) {
            assertThat(resolved(NAME, server.port()).status()).isEqualTo(LookupStatus.FAILED);
        }
    }

    @Test
    void aNameThatNoServerCanKnowIsAskedOfNone() throws IOException {
        write("hosts", "127.0.0.1 localhost\n");
        try (var server = new FakeNameServer(finds("192.0.2.9"), SILENT)) {
            assertFound(resolved("localhost", server.port()), "127.0.0.1");
            assertThat(resolved("a.localhost", server.port()).addresses()).isEmpty();
            assertThat(server.udpQueries).hasValue(0);
        }
    }

    @Test
    void theSearchListAppliesToShortNames() throws IOException {
        write("resolv.conf", "search naze.test\nnameserver 127.0.0.1\n");
        try (var server = new FakeNameServer(finds("192.0.2.9"), SILENT)) {
            InetAddress found = resolved("www", server.port()).addresses().getFirst();
            assertThat(Addresses.text(found)).isEqualTo("192.0.2.9");
        }
    }
}
