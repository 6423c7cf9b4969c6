package org.naze.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The networks that are made of pieces. */
class MixtureTest {
    private static final int ALL = 9999;

    private static List<Piece> pieces() throws IOException {
        return Piece.read(Path.of("pieces.txt"));
    }

    @Test
    void theSameSeedMakesTheSame() throws IOException {
        assertThat(Mixture.pairs(pieces(), 30, 7)).isEqualTo(Mixture.pairs(pieces(), 30, 7));
        assertThat(Mixture.pairs(pieces(), 30, 7)).isNotEqualTo(Mixture.pairs(pieces(), 30, 8));
    }

    @Test
    void allThatCanBeMadeCanBeRead() throws IOException {
        var all = new ArrayList<>(Mixture.pairs(pieces(), ALL, 1));
        assertThat(all).hasSizeGreaterThan(200);
        all.addAll(Mixture.varied(pieces(), ALL, 1));
        for (Mixture mixture : all) {
            assertThat(String.join("\n", mixture.lines())).doesNotContainPattern("\\{[a-z-]+}");
            assertThat(mixture.scenario().checks()).isNotEmpty();
        }
    }

    @Test
    void everyPieceIsPartOfSomething() throws IOException {
        Set<String> used = new HashSet<>();
        for (Mixture mixture : Mixture.pairs(pieces(), ALL, 1)) {
            used.addAll(List.of(mixture.lines().getFirst().split("[: ]+")));
        }
        for (Mixture mixture : Mixture.varied(pieces(), ALL, 1)) {
            used.addAll(List.of(mixture.lines().getFirst().split("[: ]+")));
        }
        assertThat(pieces().stream().filter(piece -> !piece.isDefault()))
                .extracting(Piece::name)
                .doesNotHaveDuplicates()
                .isSubsetOf(used);
    }

    @Test
    void twoFaultsMakeBothTrue() throws IOException {
        List<Piece> two =
                pieces().stream()
                        .filter(p -> Set.of("nothing-listens", "client-drops").contains(p.name()))
                        .toList();
        Scenario scenario = Mixture.pairs(two, 1, 1).getFirst().scenario();
        assertThat(scenario.truths()).containsExactlyInAnyOrder("not-listening", "client-firewall");
        assertThat(scenario.expectation(Mode.ROOT).outcome()).isEqualTo(Expectation.BROKEN);
    }
}
