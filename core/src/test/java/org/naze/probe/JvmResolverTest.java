package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.naze.model.Fact.LookupStatus;

class JvmResolverTest {
    @Test
    void findsThisMachine() {
        var resolved = new JvmResolver().resolve("localhost");
        assertThat(resolved.status()).isEqualTo(LookupStatus.FOUND);
        assertThat(resolved.addresses()).allMatch(address -> address.isLoopbackAddress());
    }

    @Test
    void readsTheSystemsWords() {
        assertThat(JvmResolver.status("x.test: Name or service not known"))
                .isEqualTo(LookupStatus.NXDOMAIN);
        assertThat(JvmResolver.status("x.test: 名前またはサービスが不明です")).isEqualTo(LookupStatus.NXDOMAIN);
        assertThat(JvmResolver.status("x.test: No address associated with hostname"))
                .isEqualTo(LookupStatus.NODATA);
        assertThat(JvmResolver.status("x.test: Temporary failure in name resolution"))
                .isEqualTo(LookupStatus.FAILED);
        assertThat(JvmResolver.status("x.test")).isEqualTo(LookupStatus.FAILED);
    }

    @Test
    void failsOnWhatIsNoName() {
        assertThat(new JvmResolver().resolve("[not an address").status())
                .isEqualTo(LookupStatus.FAILED);
        assertThat(new JvmResolver().resolve("a".repeat(300)).status())
                .isIn(LookupStatus.NXDOMAIN, LookupStatus.FAILED);
    }
}
