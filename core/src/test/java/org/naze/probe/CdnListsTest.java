package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.naze.model.Fact.CdnListing;

class CdnListsTest {
    private static final CdnLists LISTS = new CdnLists();

    @ParameterizedTest(name = "{0} is in {2}, of {1}")
    @CsvSource({
        "104.16.0.0, Cloudflare, 104.16.0.0/13",
        "104.27.255.255, Cloudflare, 104.24.0.0/14",
        "172.71.255.255, Cloudflare, 172.64.0.0/13",
        "2606:4700::6810:84e5, Cloudflare, 2606:4700::/32",
        "2a06:98c7:ffff::1, Cloudflare, 2a06:98c0::/29",
        "151.101.1.57, Fastly, 151.101.0.0/16",
        "2a04:4e42::81, Fastly, 2a04:4e42::/32",
        "chat.example.cdn.cloudflare.net, Cloudflare, cdn.cloudflare.net",
        "dualstack.t.sni.global.fastly.net, Fastly, fastly.net",
        "d111111abcdef8.cloudfront.net, Amazon CloudFront, cloudfront.net",
        "chat.example.w.kunlunle.com, Alibaba Cloud CDN, *kunlun*.com",
        "chat.example.cdn.dnsv1.com, Tencent Cloud CDN, cdn.dnsv1.com",
    })
    void findsTheOperator(String subject, String operator, String entry) {
        CdnListing listing = LISTS.find(subject).orElseThrow();
        assertThat(listing.operator()).isEqualTo(operator);
        assertThat(listing.entry()).isEqualTo(entry);
        assertThat(listing.subject()).isEqualTo(subject);
        assertThat(listing.source()).startsWith("https://");
        assertThat(listing.asOf()).matches("20\\d\\d-\\d\\d-\\d\\d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "104.15.255.255",
                "104.28.0.0",
                "2606:4701::1",
                "10.2.0.5",
                "cloudflare.net.example",
                "notfastly.net",
                "kunlun.example.com",
                "chat.example"
            })
    void findsNothingOfOthers(String subject) {
        assertThat(LISTS.find(subject)).isEmpty();
    }

    @Test
    void knowsWhichPortsArePassed() {
        assertThat(ports("104.16.1.1")).contains(80, 443, 8443, 2052).hasSize(13);
        assertThat(ports("151.101.1.57")).containsExactly(80, 443);
        assertThat(ports("a.b.edgekey.net")).isEmpty();
    }

    private static java.util.List<Integer> ports(String subject) {
        Optional<CdnListing> listing = LISTS.find(subject);
        return listing.orElseThrow().ports();
    }

    @Test
    void eachFileSaysWhereItIsFromAndWhatItsLinesMean() {
        assertThat(LISTS.find("172.64.0.1").orElseThrow().source())
                .isEqualTo("https://www.cloudflare.com/ips-v4");
        assertThat(LISTS.find("2400:cb00::1").orElseThrow().source())
                .isEqualTo("https://www.cloudflare.com/ips-v6");
    }
}
