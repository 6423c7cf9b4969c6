package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void aPortAloneIsAnyAddress() {
        assertThat(Endpoint.of("8282").isAny()).isTrue();
        assertThat(Endpoint.of("8282").port()).isEqualTo(8282);
    }

    @Test
    void bothFamilies() {
        assertThat(Endpoint.of("10.2.0.5:80")).isEqualTo(new Endpoint("10.2.0.5", 80));
        assertThat(Endpoint.of("[fd02::5]:80")).isEqualTo(new Endpoint("fd02::5", 80));
        assertThat(Endpoint.of("[fd02::5]:80").bracketed()).isEqualTo("[fd02::5]");
        assertThat(Endpoint.of("[fd02::5]:80").isV6()).isTrue();
    }

    @Test
    void anythingElseIsAnError() {
        assertThatThrownBy(() -> Endpoint.of("chat.example:80"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
