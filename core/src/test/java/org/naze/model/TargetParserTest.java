package org.naze.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "ws://chat.example:8283 ws chat.example 8283 ws://chat.example:8283/",
                "ws://chat.example ws chat.example 80 ws://chat.example/",
                "ws://chat.example:80/ ws chat.example 80 ws://chat.example:80/",
                "wss://chat.example/a?b=c#d wss chat.example 443 wss://chat.example/a?b=c",
                "WS://Chat.EXAMPLE/A ws chat.example 80 ws://chat.example/A",
                "websocket://0.0.0.0:2345 ws 0.0.0.0 2345 ws://0.0.0.0:2345/",
                "http://h.example?q http h.example 80 http://h.example/?q",
                "https://[2001:DB8:0:0::7]/ https 2001:db8::7 443 https://[2001:db8::7]/",
                "tcp://h.example:9000 tcp h.example 9000 tcp://h.example:9000",
                "tls://h.example:9000 tls h.example 9000 tls://h.example:9000",
                "ssl://h.example:9000 tls h.example 9000 tls://h.example:9000",
                "udp://h.example:9000 udp h.example 9000 udp://h.example:9000",
                "text://h.example:9000 text h.example 9000 text://h.example:9000",
                "frame://h.example:9000 frame h.example 9000 frame://h.example:9000",
                "h.example:9000 tcp h.example 9000 tcp://h.example:9000",
                "localhost:08282 tcp localhost 8282 tcp://localhost:8282",
                "redis:6379 tcp redis 6379 tcp://redis:6379",
                "my_service:6379 tcp my_service 6379 tcp://my_service:6379",
                "h.example.:80 tcp h.example. 80 tcp://h.example.:80",
                "[::1]:80 tcp ::1 80 tcp://[::1]:80",
                "[fe80::1%eth0]:80 tcp fe80::1%eth0 80 tcp://[fe80::1%25eth0]:80",
                "ws://[fe80::1%25eth0]:80 ws fe80::1%eth0 80 ws://[fe80::1%25eth0]:80/",
                "[::ffff:10.0.0.1]:80 tcp ::ffff:10.0.0.1 80 tcp://[::ffff:10.0.0.1]:80",
                "redis://cache.example redis cache.example 6379 redis://cache.example:6379",
                "redis://cache.example/0 redis cache.example 6379 redis://cache.example:6379/0",
                "REDISS://cache.example rediss cache.example 6379 rediss://cache.example:6379",
                "redis+tls://cache.example rediss cache.example 6379 rediss://cache.example:6379",
                "mysql://db mysql db 3306 mysql://db:3306",
                "mariadb://db mysql db 3306 mysql://db:3306",
                "postgres://db/shop postgresql db 5432 postgresql://db:5432/shop",
                "postgresql+asyncpg://db postgresql db 5432 postgresql://db:5432",
                "mqtt://b mqtt b 1883 mqtt://b:1883",
                "mqtts://b mqtts b 8883 mqtts://b:8883",
                "amqp://b amqp b 5672 amqp://b:5672",
                "amqps://b amqps b 5671 amqps://b:5671",
                "ssh://git@h.example ssh h.example 22 ssh://h.example:22",
                "smtp://h smtp h 25 smtp://h:25",
                "smtps://h smtps h 465 smtps://h:465",
                "submission://h submission h 587 submission://h:587",
                "ftp://h ftp h 21 ftp://h:21",
                "ftps://h ftps h 990 ftps://h:990",
                "imaps://h imaps h 993 imaps://h:993",
                "pop3://h pop3 h 110 pop3://h:110",
                "mongodb://h mongodb h 27017 mongodb://h:27017",
                "memcached://h memcached h 11211 memcached://h:11211",
                "ldap://h ldap h 389 ldap://h:389",
                "ldaps://h ldaps h 636 ldaps://h:636",
                "nats://h nats h 4222 nats://h:4222",
            })
    void readsEveryWayOfWriting(String text, String scheme, String host, int port, String uri) {
        Target target = TargetParser.parse(text);

        assertThat(target.scheme()).isEqualTo(scheme);
        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.uri()).isEqualTo(uri);
        assertThat(target.others()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.1:80, 127.0.0.1",
        "0x7f.0.0.1:80, 127.0.0.1",
        "0x7f000001:80, 127.0.0.1",
        "2130706433:80, 127.0.0.1",
        "10.258:80, 10.0.1.2",
        "192.168.0.1:80, 192.168.0.1",
        "１２７.0.0.1:80, 127.0.0.1",
        "bücher.example:80, xn--bcher-kva.example",
        "日本語。example:80, xn--wgv71a119e.example",
        "EXAMPLE.com:80, example.com",
    })
    void readsHostsAsClientsDo(String text, String host) {
        assertThat(TargetParser.parse(text).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "unix:///run/app.sock /run/app.sock",
                "unix:/run/app.sock /run/app.sock",
                "UNIX:///run/app.sock /run/app.sock",
                "unix:///run/a:b@c#d /run/a:b@c#d",
                "unix:@abstract @abstract",
            })
    void readsUnixSockets(String text, String path) {
        assertThat(TargetParser.parse(text))
                .isEqualTo(new Target("unix://" + path, "unix", "", 0, path, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "mongodb://u:p@a:1,b,[::1]:3/db?replicaSet=x mongodb://a:1,b:27017,[::1]:3/db",
                "postgresql://a:1,b:2 postgresql://a:1,b:2",
                "amqp://u:p@a,u:p@b amqp://a:5672,b:5672",
                "nats://a:4222,nats://b:4223 nats://a:4222,b:4223",
                "http://a:9200/,http://b:9201/ http://a:9200,b:9201/",
                "a:9092,b:9092,a:9092 tcp://a:9092,b:9092",
            })
    void theFirstOfSeveralHostsIsTheTarget(String text, String uri) {
        Target target = TargetParser.parse(text);

        assertThat(target.uri()).isEqualTo(uri);
        assertThat(target.host()).isEqualTo("a");
        assertThat(target.others().getFirst().host()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "redis://:hunter2@h redis://h:6379",
                "redis://user:hunter2@h redis://h:6379",
                "redis://h/?password=hunter2 redis://h:6379",
                "user:hunter2@h:22 tcp://h:22",
                "ws://user:hunt%40er2@h/x ws://h/x",
                "ws://user:hun@ter2@h/x ws://h/x",
                "ws://h/?token=hunter2&a=b ws://h/?token=***&a=b",
                "ws://h/?a=b&access_token=hunter2 ws://h/?a=b&access_token=***",
                "ws://h/?api-key=hunter2#x ws://h/?api-key=***",
                "ws://h/?p%61ssword=hunter2 ws://h/?p%61ssword=***",
                "ws://h/?X-Amz-Signature=hunter2 ws://h/?X-Amz-Signature=***",
                "ws://h/?a=b?token=hunter2 ws://h/?a=b?token=***",
                "ws://h/?token=hunter2;hunter2?hunter2 ws://h/?token=***",
                "ws://h/a;jsessionid=1;token=hunter2/b?c=d ws://h/a;jsessionid=***;token=***/b?c=d",
                "ws://u/x:hunter2@h ws://u/x:***@h",
                "ws://h/?u=http://u:hunter2@i/ ws://h/?u=http://u:***@i/",
                "ws://h/?monkey=1&tokenless ws://h/?monkey=1&tokenless",
            })
    void secretsAreNotShown(String text, String uri) {
        Target target = TargetParser.parse(text);

        assertThat(target.uri()).isEqualTo(uri);
        assertThat(target.toString()).doesNotContain("hunter2");
    }

    @Test
    void whatIsSentIsKeptButNotShown() {
        RequestTarget request =
                TargetParser.request("ws://user:pw@h/chat?token=hunter2#x").orElseThrow();

        assertThat(request.path().value()).isEqualTo("/chat?token=hunter2");
        assertThat(request.userInfo()).isEqualTo(new Secret("user:pw"));
        assertThat(request.toString()).doesNotContain("hunter2", "pw");
        assertThat(TargetParser.request("tcp://h:1")).isEmpty();
    }

    @Test
    void whatIsNoAsciiInPathsIsEncoded() {
        assertThat(TargetParser.parse("http://h/é\"<%41%4").uri())
                .isEqualTo("http://h/%C3%A9%22%3C%41%254");
    }
}
