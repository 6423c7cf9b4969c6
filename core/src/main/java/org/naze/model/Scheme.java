package org.naze.model;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A scheme that Naze knows.
 *
 * @param name what a {@link Target} calls it; other names for the same protocol lead to it
 * @param port the port where none is given (IANA's registry, or the server's own default); 0 where
 *     there is none
 */
record Scheme(String name, int port) {
    private static final Map<String, Scheme> KNOWN = known();

    private static Map<String, Scheme> known() {
        var all = new LinkedHashMap<String, Scheme>();
        for (String line : TABLE.lines().filter(text -> !text.isBlank()).toList()) {
            String[] words = line.strip().split(" +");
            var scheme = new Scheme(words[0], Integer.parseInt(words[1]));
            all.put(scheme.name, scheme);
            for (int i = 2; i < words.length; i++) {
                all.put(words[i], scheme);
            }
        }
        return all;
    }

    /**
     * The scheme of a name in any case: {@code websocket} is {@code ws}; {@code postgresql+asyncpg}
     * is what stands before the plus; {@code redis+tls} is {@code rediss}.
     */
    static Optional<Scheme> of(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        int plus = name.indexOf('+');
        if (KNOWN.containsKey(name) || plus < 0) {
            return Optional.ofNullable(KNOWN.get(name));
        }
        String base = name.substring(0, plus);
        String driver = name.substring(plus + 1);
        boolean secure = driver.equals("ssl") || driver.equals("tls");
        return Optional.ofNullable(KNOWN.get(secure ? base + "s" : base));
    }

    /** The known scheme that is most like a misspelt one; empty where none is like it. */
    static Optional<String> nearest(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        int most = name.length() <= 3 ? 1 : 2;
        return KNOWN.keySet().stream()
                .filter(known -> Math.abs(known.length() - name.length()) <= most)
                .filter(known -> distance(known, name) <= most)
                .min(Comparator.comparingInt(known -> distance(known, name)));
    }

    /** HTTP's path and query are part of what is asked for. */
    boolean isHttp() {
        return name.equals("ws") || name.equals("wss") || name.startsWith("http");
    }

    /** A complete target in this scheme, to show how one looks. */
    String example(String host) {
        String start = name.equals("tcp") ? host : name + "://" + host;
        return port == 0 ? start + ":8282" : start + (isHttp() ? "/" : ":" + port);
    }

    /** Levenshtein's distance, with two letters changed over counted as one step. */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 ? j : j == 0 ? i : step(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int step(int[][] steps, String a, String b, int i, int j) {
        int changed = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }

    /** Name, default port, other names. The first ones are what a misspelt one is taken for. */
    private static final String TABLE =
            """
            ws 80 websocket
            wss 443
            http 80
            https 443
            tcp 0 tcp4 tcp6
            tls 0 ssl
            udp 0 udp4 udp6
            text 0
            frame 0
            redis 6379 valkey
            rediss 6379 valkeys
            mysql 3306 mariadb
            postgresql 5432 postgres pgsql
            sqlserver 1433 mssql
            oracle 1521
            mongodb 27017
            memcached 11211 memcache
            mqtt 1883
            mqtts 8883
            amqp 5672
            amqps 5671
            nats 4222
            stomp 61613
            stomps 61614
            kafka 9092
            pulsar 6650
            pulsars 6651
            ssh 22 sftp scp git+ssh svn+ssh
            telnet 23
            ftp 21
            ftps 990
            smtp 25
            smtps 465
            submission 587
            imap 143
            imaps 993
            pop3 110 pop
            pop3s 995 pops
            ldap 389
            ldaps 636
            dns 53 domain
            elasticsearch 9200
            cassandra 9042
            clickhouse 9000
            couchbase 11210
            neo4j 7687 bolt
            influxdb 8086
            etcd 2379
            zookeeper 2181
            consul 8500
            beanstalk 11300 beanstalkd
            gearman 4730
            rtmp 1935
            rtmps 443
            rtsp 554
            sip 5060
            sips 5061
            xmpp 5222
            irc 6667
            ircs 6697
            git 9418
            svn 3690
            rsync 873
            nntp 119
            smb 445 cifs
            nfs 2049
            rdp 3389
            vnc 5900
            docker 2375
            minecraft 25565
            """;
}
