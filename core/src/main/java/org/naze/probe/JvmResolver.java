package org.naze.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.naze.model.Fact.LookupStatus;

/**
 * The system's resolver through {@link InetAddress}, that is getaddrinfo(3).
 *
 * <p>The order is the system's (RFC 6724) only if the JVM was started with {@code
 * -Djava.net.preferIPv6Addresses=system}; otherwise Java puts IPv4 first. It caches answers for 30
 * s and failures for 10 s, save with {@code -Dsun.net.inetaddr.ttl=0} and {@code
 * -Dsun.net.inetaddr.negative.ttl=0}.
 */
final class JvmResolver implements SystemResolver {
    /**
     * How gai_strerror(3) words EAI_NONAME: glibc in English and in the languages that Naze speaks,
     * musl, macOS. Java hands on the words alone.
     */
    private static final List<String> NO_NAME =
            List.of(
                    "Name or service not known",
                    "名前またはサービスが不明です",
                    "未知的名称或服务",
                    "名稱或服務未知",
                    "Name does not resolve",
                    "nodename nor servname provided, or not known");

    /** EAI_NODATA. */
    private static final List<String> NO_DATA =
            List.of(
                    "No address associated with hostname",
                    "ホスト名にアドレスが割り当てられていません",
                    "没有与主机名关联的地址",
                    "沒有位址關聯至此主機名稱",
                    "Name has no usable address");

    @Override
    public Resolved resolve(String host) {
        try {
            return new Resolved(LookupStatus.FOUND, List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            return new Resolved(status(String.valueOf(e.getMessage())), List.of());
        } catch (RuntimeException e) {
            return new Resolved(LookupStatus.FAILED, List.of());
        }
    }

    /** What the words say; "temporary failure" is said of too many faults to mean one. */
    static LookupStatus status(String words) {
        if (endsWithAny(words, NO_NAME)) {
            return LookupStatus.NXDOMAIN;
        }
        return endsWithAny(words, NO_DATA) ? LookupStatus.NODATA : LookupStatus.FAILED;
    }

    private static boolean endsWithAny(String words, List<String> endings) {
        for (String ending : endings) {
            if (words.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
