package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.model.Fact.ProxySetting;
import org.naze.model.TargetParser;

class DesktopProxiesTest {
    /** As gsettings 2.74 printed it on Debian 12. */
    private static final String GNOME =
            """
            org.gnome.system.proxy autoconfig-url ''
            org.gnome.system.proxy ignore-hosts ['localhost', '*.corp.example', '10.0.0.0/8']
            org.gnome.system.proxy mode 'manual'
            org.gnome.system.proxy use-same-proxy true
            org.gnome.system.proxy.http authentication-password 'geheim'
            org.gnome.system.proxy.http authentication-user 'joe'
            org.gnome.system.proxy.http enabled false
            org.gnome.system.proxy.http host '127.0.0.1'
            org.gnome.system.proxy.http port 7890
            org.gnome.system.proxy.https host ''
            org.gnome.system.proxy.https port 0
            org.gnome.system.proxy.socks host 'proxy.example'
            org.gnome.system.proxy.socks port 1080
            """;

    private static final String KDE =
            """
            [General]
            httpProxy=http://192.0.2.1 1

            [Proxy Settings]
            NoProxyFor=localhost,.corp.example
            Proxy Config Script=
            ProxyType=1
            ReversedException=false
            httpProxy[$e]=http://joe:geheim@127.0.0.1 7890
            httpsProxy=http://127.0.0.1 7891
            socksProxy=
            """;

    private static final String MAC =
            """
            <dictionary> {
              ExceptionsList : <array> {
                0 : *.local
                1 : 169.254/16
              }
              HTTPEnable : 1
              HTTPPort : 7890
              HTTPProxy : 127.0.0.1
              HTTPSEnable : 0
              HTTPSPort : 7890
              HTTPSProxy : 127.0.0.1
              SOCKSEnable : 0
            }
            """;

    private static final String WINDOWS =
            """

            HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings
                CertificateRevocation    REG_DWORD    0x1
                ProxyEnable    REG_DWORD    0x1
                ProxyServer    REG_SZ    127.0.0.1:7890
                ProxyOverride    REG_SZ    *.corp.example;10.*;<local>

            """;

    private static @Nullable Object chosen(List<ProxyTable> tables, String target) {
        return tables.stream()
                .flatMap(table -> table.choose(TargetParser.parse(target)).stream())
                .findFirst()
                .orElse(null);
    }

    private static ProxySetting http(String origin, int port) {
        return new ProxySetting(origin, "http", "127.0.0.1", port);
    }

    @Test
    void gnome() {
        List<ProxyTable> tables = GnomeProxies.parse(GNOME);
        assertThat(chosen(tables, "http://a.example/"))
                .isEqualTo(http("org.gnome.system.proxy", 7890));
        assertThat(chosen(tables, "wss://a.example/"))
                .isEqualTo(
                        new ProxySetting(
                                "org.gnome.system.proxy", "socks5", "proxy.example", 1080));
        for (String host : List.of("localhost", "a.corp.example", "10.2.0.5")) {
            assertThat(chosen(tables, "http://" + host + "/")).as(host).isNull();
        }
        assertThat(tables.toString()).doesNotContain("geheim", "joe");
        assertThat(GnomeProxies.parse(GNOME.replace("'manual'", "'none'"))).isEmpty();
        assertThat(chosen(GnomeProxies.parse(GNOME.replace("'manual'", "'auto'")), "http://a/"))
                .isEqualTo(new ProxySetting("org.gnome.system.proxy", "pac", null, null));
    }

    @Test
    void kde() {
        List<ProxyTable> tables = KdeProxies.parse(KDE);
        assertThat(chosen(tables, "http://a.example/")).isEqualTo(http("kioslaverc", 7890));
        assertThat(chosen(tables, "https://a.example/")).isEqualTo(http("kioslaverc", 7891));
        assertThat(chosen(tables, "http://a.corp.example/")).isNull();
        var reversed = KdeProxies.parse(KDE.replace("Exception=false", "Exception=true"));
        assertThat(chosen(reversed, "http://a.corp.example/")).isNotNull();
        assertThat(chosen(reversed, "http://a.example/")).isNull();
        assertThat(KdeProxies.parse(KDE.replace("ProxyType=1", "ProxyType=4"))).isEmpty();
        assertThat(KdeProxies.parse("")).isEmpty();
    }

    @Test
    void mac() {
        List<ProxyTable> tables = SystemProxies.mac(MAC);
        assertThat(chosen(tables, "ws://a.example/")).isEqualTo(http("scutil --proxy", 7890));
        assertThat(chosen(tables, "https://a.example/")).isNull();
        assertThat(chosen(tables, "http://printer.local/")).isNull();
    }

    @Test
    void windows() {
        List<ProxyTable> tables = SystemProxies.windows(WINDOWS);
        assertThat(chosen(tables, "https://a.example/")).isEqualTo(http("Internet Settings", 7890));
        for (String host : List.of("a.corp.example", "10.2.0.5", "printer")) {
            assertThat(chosen(tables, "http://" + host + "/")).as(host).isNull();
        }
        var apart = WINDOWS.replace("127.0.0.1:7890", "http=127.0.0.1:1;socks=127.0.0.1:2");
        assertThat(chosen(SystemProxies.windows(apart), "https://a.example/"))
                .isEqualTo(new ProxySetting("Internet Settings", "socks5", "127.0.0.1", 2));
        assertThat(SystemProxies.windows(WINDOWS.replace("0x1\n    ProxyS", "0x0\n    ProxyS")))
                .isEmpty();
    }

    @Test
    void aServerHasNoDesktop() {
        var settings = Settings.builder().environment(java.util.Map.of("HOME", "/root")).build();
        assertThat(new DesktopProxies(new PlainPlatform(), settings).read()).isEmpty();
    }
}
