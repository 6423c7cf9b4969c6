package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.naze.model.Fact;
import org.naze.model.Secret;
import org.naze.model.TargetParser;
import org.naze.probe.ProxyChoice.Bypassed;
import org.naze.probe.ProxyChoice.None;
import org.naze.probe.ProxyChoice.Unreadable;
import org.naze.probe.ProxyChoice.Via;

class ProxySettingsTest {
    private static ProxyChoice choice(String target, String... environment) {
        var variables = new HashMap<String, String>();
        for (String each : environment) {
            variables.put(each.replaceFirst("=.*", ""), each.replaceFirst("^[^=]*=", ""));
        }
        return ProxySettings.of(variables).choose(TargetParser.parse(target));
    }

    private static String origin(String target, String... environment) {
        return choice(target, environment).fact().map(Fact.Proxy::origin).orElse("");
    }

    @Test
    void withoutVariablesThereIsNone() {
        assertThat(choice("http://h")).isEqualTo(new None());
        assertThat(choice("http://h", "http_proxy=", "https_proxy=http://p:1"))
                .isEqualTo(new None());
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, http_proxy",
        "ws://h, http_proxy",
        "https://h, https_proxy",
        "wss://h, https_proxy",
        "ftp://h, all_proxy",
        "tcp://h:1, all_proxy",
        "redis://h, all_proxy",
        "unix:///run/x, ''",
        "udp://h:53, ''",
    })
    void eachSchemeHasItsVariable(String target, String variable) {
        assertThat(origin(target, "http_proxy=a:1", "https_proxy=b:2", "all_proxy=c:3"))
                .isEqualTo(variable);
    }

    @Test
    void allProxyStandsInForWhatIsMissing() {
        assertThat(origin("http://h", "all_proxy=c:3")).isEqualTo("all_proxy");
        assertThat(origin("wss://h", "ALL_PROXY=c:3", "http_proxy=a:1")).isEqualTo("ALL_PROXY");
        assertThat(origin("redis://h", "redis_proxy=d:4", "all_proxy=c:3"))
                .isEqualTo("redis_proxy");
    }

    @Test
    void lowerCaseWins() {
        assertThat(origin("http://h", "http_proxy=a:1", "HTTP_PROXY=b:1")).isEqualTo("http_proxy");
        assertThat(origin("http://h", "HTTP_PROXY=b:1", "all_proxy=a:1")).isEqualTo("HTTP_PROXY");
        assertThat(choice("http://h", "http_proxy=a:1", "no_proxy=x", "NO_PROXY=*").fact())
                .isPresent();
    }

    @Test
    void inCgiARequestsHeaderIsNoSetting() {
        assertThat(choice("http://h", "HTTP_PROXY=b:1", "REQUEST_METHOD=GET"))
                .isEqualTo(new None());
        assertThat(origin("http://h", "http_proxy=b:1", "REQUEST_METHOD=GET"))
                .isEqualTo("http_proxy");
        assertThat(origin("https://h", "HTTPS_PROXY=b:1", "REQUEST_METHOD=GET"))
                .isEqualTo("HTTPS_PROXY");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy:3128, http, proxy, 3128",
        "proxy, http, proxy, 1080",
        "http://proxy, http, proxy, 1080",
        "http://proxy:8080/, http, proxy, 8080",
        "HTTP://PROXY:8080, http, proxy, 8080",
        "https://proxy, https, proxy, 443",
        "socks://proxy, socks4, proxy, 1080",
        "socks4a://proxy, socks4a, proxy, 1080",
        "socks5://[::1]:9050, socks5, ::1, 9050",
        "socks5h://127.0.0.1, socks5h, 127.0.0.1, 1080",
        "http://[::1], http, ::1, 1080",
    })
    void readsTheProxy(String value, String kind, String host, int port) {
        assertThat(choice("http://h", "http_proxy=" + value).fact())
                .contains(new Fact.Proxy("http_proxy", kind, host, port));
        assertThat(ProxySettings.explicit(value).fact())
                .contains(new Fact.Proxy("--proxy", kind, host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:hunter2@proxy:3128",
        "user:hunter2@proxy:3128",
        "http://user:hun@ter2@proxy:3128",
    })
    void credentialsAreKeptButNotShown(String value) {
        ProxyChoice choice = choice("http://h", "http_proxy=" + value);

        assertThat(choice).isInstanceOf(Via.class);
        assertThat(((Via) choice).proxy().host()).isEqualTo("proxy");
        assertThat(((Via) choice).credentials()).isNotNull().isNotEqualTo(new Secret(""));
        assertThat(choice.toString()).doesNotContain("hunter2", "ter2");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://proxy:21, proxy-kind",
        "proxy:http, port-not-number",
        "proxy:0, port-range",
        "http://, host-missing",
        "http://user:hunter2@, host-missing",
        "pro xy:1, space",
        "http://user:hunter2@proxy:99999, port-range",
        "http://user:hunter/2@proxy:1, credentials",
        "[::1:80, bracket",
    })
    void whatCantBeReadIsSaid(String value, String problem) {
        ProxyChoice choice = choice("http://h", "http_proxy=" + value);

        assertThat(choice).isEqualTo(new Unreadable("http_proxy", problem));
        assertThat(choice.fact()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*, h.example, true",
        "'a, *', h.example, true",
        "h.example, h.example, true",
        "H.EXAMPLE., h.example, true",
        "h.example, h.example., true",
        "example, h.example, true",
        ".example, h.example, true",
        "*.example, h.example, true",
        ".h.example, h.example, true",
        "ample, h.example, false",
        "h.example.org, h.example, false",
        "'a b  h.example', h.example, true",
        "h.example:80, h.example, true",
        "h.example:81, h.example, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1:80, 10.0.0.1, true",
        "10.0.0.1:81, 10.0.0.1, false",
        "10.0.0.0/8, 10.9.8.7, true",
        "10.0.0.0/8, 11.9.8.7, false",
        "10.0.0.0/33, 10.0.0.0, false",
        "10.0.0.0/x, 10.0.0.0, false",
        "0.0.0.0/0, 10.0.0.0, true",
        "10.0.0.0/8, ten.example, false",
        "0.0.1, 10.0.0.1, false",
        "::1, [::1], true",
        "[::1], [::1], true",
        "[::1]:80, [::1], true",
        "[::1]:81, [::1], false",
        "2001:db8::/32, [2001:db8:1::7], true",
        "2001:db8::/32, [2001:db9::7], false",
        "2001:db8::7, [2001:DB8:0::7], true",
        "10.0.0.0/8, [::ffff:10.0.0.1], true",
        "10.0.0.0/8, [::1], false",
        "127.0.0.1, localhost, false",
        "'', localhost, false",
        "'., ,:,/,[,]:1,:80,*.', localhost, false",
    })
    void noProxyExcepts(String list, String host, boolean excepted) {
        ProxyChoice choice = choice("tcp://" + host + ":80", "all_proxy=p:1", "no_proxy=" + list);

        assertThat(choice).isInstanceOf(excepted ? Bypassed.class : Via.class);
        assertThat(choice("tcp://" + host + ":80", "all_proxy=p:1", "NO_PROXY=" + list))
                .isInstanceOf(choice.getClass());
    }

    @Test
    void theEntryThatExceptsIsNamed() {
        assertThat(choice("http://h.lan", "http_proxy=p:1", "no_proxy=x, .lan ,y"))
                .isEqualTo(new Bypassed("no_proxy", ".lan"));
        assertThat(choice("http://h.lan", "no_proxy=.lan")).isEqualTo(new None());
        assertThat(ProxySettings.none()).isEqualTo(new Bypassed("--no-proxy", ""));
    }

    @Test
    void theEnvironmentAsItWasCounts() {
        var environment = new HashMap<>(Map.of("all_proxy", "p:1"));
        ProxySettings settings = ProxySettings.of(environment);
        environment.clear();

        assertThat(settings.choose(TargetParser.parse("h:1")).fact()).isPresent();
    }
}
