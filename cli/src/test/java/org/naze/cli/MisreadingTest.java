package org.naze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.naze.report.Language;
import org.naze.report.Words;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** picocli's own words are English only; none of them reaches the reader. */
class MisreadingTest {
    private static String told(Language language, CommandSpec spec, String... arguments) {
        try {
            new CommandLine(spec).parseArgs(arguments);
            throw new AssertionError("it could be read");
        } catch (ParameterException e) {
            return Misreading.of(e, new Words(language));
        }
    }

    private static void assertTold(String english, CommandSpec spec, String... arguments) {
        assertThat(told(Language.EN, spec, arguments)).isEqualTo(english);
        assertThat(told(Language.JA, spec, arguments)).containsPattern("[ぁ-ん]");
        assertThat(told(Language.ZH, spec, arguments))
                .containsPattern("\\p{IsHan}")
                .doesNotContainPattern("[a-z]+ [a-z]+ [a-z]+ [a-z]+");
    }

    private static CommandSpec diagnose() {
        return Diagnose.spec(new Words(Language.EN));
    }

    @Test
    void whatIsTooMuch() {
        assertTold(
                "there is no option --nope; naze diagnose --help lists them",
                diagnose(),
                "h:1",
                "--nope");
        assertTold("one argument too many: g:2", diagnose(), "h:1", "g:2");
        assertTold("--lang is given twice", diagnose(), "--lang=en", "--lang=zh");
    }

    @Test
    void whatIsMissing() {
        assertTold("--timeout needs a value: --timeout=SECONDS", diagnose(), "h:1", "--timeout");
        assertTold(
                "FILE is missing; --help shows what the command takes",
                JudgeCommand.spec(new Words(Language.EN)));
    }

    @Test
    void whatIsNoValue() {
        assertTold("--timeout takes a number, not \"x\"", diagnose(), "--timeout=x");
        assertTold("\"x\" is no value for --json", diagnose(), "--json=x");
    }

    /** It may have been pasted from anywhere. */
    @Test
    void whatWasGivenIsSafeToPrint() {
        assertThat(told(Language.EN, diagnose(), "h:1", "--\u001b[2J")).doesNotContain("\u001b");
    }
}
