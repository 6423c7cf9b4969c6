package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.model.Fact.ProxySetting;
import org.naze.model.TargetParser;

class JavaPropertiesTest {
    private static final String HTTP = "-Dhttp.proxyHost=10.1.0.1";

    private static @Nullable Object chosen(String target, String... options) {
        var command = new java.util.ArrayList<>(List.of("/usr/bin/java"));
        command.addAll(List.of(options));
        command.addAll(List.of("org.example.Main", "-Dhttp.proxyHost=192.0.2.1"));
        return JavaProperties.of(command, Map.of()).choose(TargetParser.parse(target)).orElse(null);
    }

    private static ProxySetting proxy(String name, String protocol, String host, int port) {
        return new ProxySetting("-D" + name, protocol, host, port);
    }

    @Test
    void eachSchemeHasItsProperty() {
        assertThat(chosen("http://a.example/", HTTP))
                .isEqualTo(proxy("http.proxyHost", "http", "10.1.0.1", 80));
        assertThat(chosen("ws://a.example/", HTTP, "-Dhttp.proxyPort=3128"))
                .isEqualTo(proxy("http.proxyHost", "http", "10.1.0.1", 3128));
        assertThat(chosen("https://a.example/", HTTP)).isNull();
        assertThat(chosen("wss://a.example/", "-Dhttps.proxyHost=p.example"))
                .isEqualTo(proxy("https.proxyHost", "http", "p.example", 443));
    }

    @Test
    void socksTakesWhatHasNoneOfItsOwn() {
        String socks = "-DsocksProxyHost=10.1.0.9";
        assertThat(chosen("tcp://10.2.0.5:8282", socks, HTTP))
                .isEqualTo(proxy("socksProxyHost", "socks5", "10.1.0.9", 1080));
        assertThat(chosen("http://a.example/", socks, HTTP))
                .isEqualTo(proxy("http.proxyHost", "http", "10.1.0.1", 80));
    }

    @Test
    void hostsAreExceptedByPatterns() {
        for (String host : List.of("localhost", "127.3.4.5", "[::1]")) {
            assertThat(chosen("http://" + host + "/", HTTP)).as(host).isNull();
        }
        String exceptions = "-Dhttp.nonProxyHosts=*.corp.example|10.*.5";
        assertThat(chosen("http://a.corp.example/", HTTP, exceptions)).isNull();
        assertThat(chosen("http://10.2.0.5/", HTTP, exceptions)).isNull();
        assertThat(chosen("http://10.2.0.6/", HTTP, exceptions)).isNotNull();
        assertThat(chosen("http://localhost/", HTTP, exceptions)).isNotNull();
    }

    @Test
    void behindTheMainClassNoOptionCounts() {
        assertThat(chosen("http://a.example/")).isNull();
        assertThat(chosen("http://a.example/", "-cp", "x:y", "--add-opens", "a=b", HTTP))
                .isNotNull();
        assertThat(chosen("http://a.example/", "-jar", "app.jar", HTTP)).isNull();
    }

    @Test
    void theVariablesOfTheJvmCountBeforeAndBehindTheCommandLine() {
        var command = List.of("java", "-Dhttp.proxyHost=b", "Main");
        var target = TargetParser.parse("http://a.example/");
        var before = Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g -Dhttp.proxyHost=a");
        var after = Map.of("_JAVA_OPTIONS", "-Dhttp.proxyHost=c");
        assertThat(JavaProperties.of(command, before).choose(target))
                .contains(proxy("http.proxyHost", "http", "b", 80));
        assertThat(JavaProperties.of(command, after).choose(target))
                .contains(proxy("http.proxyHost", "http", "c", 80));
        var kept = Map.of("NAZE_KEPT_JAVA_TOOL_OPTIONS", "-Dhttp.proxyHost=d");
        assertThat(JavaProperties.of(List.of(), kept).choose(target))
                .contains(proxy("http.proxyHost", "http", "d", 80));
    }

    @Test
    void passwordsAreNotRead() {
        var command = List.of("java", HTTP, "-Dhttp.proxyPassword=geheim", "Main");
        assertThat(JavaProperties.of(command, Map.of()).toString()).doesNotContain("geheim");
    }

    @Test
    void aJavaProgramIsStartedByJava() {
        assertThat(JavaProperties.isJava(List.of("/usr/lib/jvm/x/bin/java", "-v"))).isTrue();
        assertThat(JavaProperties.isJava(List.of("java"))).isTrue();
        assertThat(JavaProperties.isJava(List.of("/usr/bin/javac"))).isFalse();
        assertThat(JavaProperties.isJava(List.of())).isFalse();
    }
}
