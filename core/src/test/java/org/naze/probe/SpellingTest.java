package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void eachKindOfSlipCountsOne() {
        assertThat(Spelling.distance("chat", "chta")).as("swapped").isEqualTo(1);
        assertThat(Spelling.distance("chat", "cht")).as("missing").isEqualTo(1);
        assertThat(Spelling.distance("chat", "chatt")).as("added").isEqualTo(1);
        assertThat(Spelling.distance("chat", "char")).as("another").isEqualTo(1);
        assertThat(Spelling.distance("chat", "chat")).isZero();
        assertThat(Spelling.distance("", "chat")).isEqualTo(4);
        assertThat(Spelling.distance("chat", "thca")).isEqualTo(3);
    }

    @Test
    void shortWordsAllowOneSlipAndLongOnesTwo() {
        assertThat(Spelling.isNear("redis", "rdeis")).isTrue();
        assertThat(Spelling.isNear("redis", "rdise")).isFalse();
        assertThat(Spelling.isNear("websocket", "webscokett")).isTrue();
        assertThat(Spelling.isNear("websocket", "websocket")).isFalse();
    }
}
