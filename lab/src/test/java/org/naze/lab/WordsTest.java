package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void whiteSpacePartsWords() {
        assertThat(Words.of("  nft  add\ttable inet lab "))
                .containsExactly("nft", "add", "table", "inet", "lab");
    }

    @Test
    void quotesHoldAWordTogetherAndMayBePartOfIt() {
        assertThat(Words.of("a \"b c\" x='d e'f")).containsExactly("a", "b c", "x=d ef");
    }

    @Test
    void oneKindOfQuoteStandsInTheOther() {
        assertThat(Words.of("\"it's\"")).containsExactly("it's");
    }

    @Test
    void emptyQuotesAreAnEmptyWord() {
        assertThat(Words.of("--save '' x")).containsExactly("--save", "", "x");
    }

    @Test
    void anOpenQuoteIsAnError() {
        assertThatThrownBy(() -> Words.of("echo \"a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("left open at \"a");
    }
}
