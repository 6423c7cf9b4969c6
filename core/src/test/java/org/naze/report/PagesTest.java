package org.naze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;
import org.naze.cause.Causes;
import org.naze.model.NumericAddress;

/** The causes' pages: five parts, the same commands in every language, fit for a terminal. */
class PagesTest {
    private static final List<String> IDS = Causes.ALL.stream().map(Cause::id).toList();
    private static final Map<String, List<String>> PARTS =
            Map.of(
                    "en",
                    List.of(
                            "## What happened",
                            "## Why we think so",
                            "## How to check it yourself",
                            "## What to do"),
                    "ja",
                    List.of("## 何が起きたか", "## なぜそう考えるか", "## 自分で確かめるには", "## どうすればよいか"),
                    "zh",
                    List.of("## 发生了什么", "## 判断依据", "## 如何自行确认", "## 解决办法"));
    private static final int WIDEST = 80;
    private static final int LONGEST = 55;

    /** RFC 5737, RFC 3849; loopback, link-local, unspecified; the TUN proxies' (RFC 2544). */
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113|127\\.0\\.[01]|0\\.0\\.0|198\\.1[89]\\.0)\\.\\d+"
                            + "|2001:db8:.*|fe80::|::1?|127\\.0\\.0\\.53");

    /** The blocks that private-address explains, and an address out of one of them. */
    private static final Pattern PRIVATE =
            Pattern.compile(
                    "10\\.0\\.0\\.0|172\\.16\\.0\\.0|192\\.168\\.0\\.0|100\\.64\\.0\\.0|fc00::|10\\.20\\.30\\.40");

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?<![\\w.:])(\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*)");

    @Test
    void titleAndPartsInOrder() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                var headings = new ArrayList<String>();
                headings.add("# " + Catalogue.causeWords(id, language).getProperty("title"));
                headings.addAll(PARTS.getOrDefault(language, List.of()));
                assertThat(outsideFences(id, language).stream().filter(l -> l.startsWith("#")))
                        .as("headings of causes/%s/%s.md", id, language)
                        .containsExactlyElementsOf(headings);
            }
        }
    }

    @Test
    void everyPartSaysSomething() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                List<String> page =
                        Catalogue.page(id, language).stream().filter(l -> !l.isBlank()).toList();
                for (int i = 0; i < page.size(); i++) {
                    boolean last = i + 1 == page.size();
                    boolean part = page.get(i).startsWith("## ");
                    boolean empty = part && (last || page.get(i + 1).startsWith("## "));
                    assertThat(empty).as("%s %s: %s", id, language, page.get(i)).isFalse();
                }
            }
        }
    }

    /** A command without the sign to look for does not tell a cause from its neighbour. */
    @Test
    void everyCheckIsFollowedByItsSign() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                List<String> check = part(id, language, 2);
                int open = check.indexOf("```sh");
                assertThat(open).as("%s %s: a command to check", id, language).isNotNegative();
                boolean fence = false;
                for (int i = 0; i < check.size(); i++) {
                    if (check.get(i).startsWith("```")) {
                        fence = !fence;
                        String next = i + 1 < check.size() ? check.get(i + 1) : "";
                        assertThat(!fence && (next.isEmpty() || next.startsWith("`" + "``")))
                                .as(
                                        "%s %s: after %s",
                                        id, language, check.get(i - 1 < 0 ? 0 : i - 1))
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void everyLanguageShowsTheSameCommands() {
        for (String id : IDS) {
            for (String language : Catalogue.OTHERS) {
                assertThat(commands(id, language))
                        .as("commands of causes/%s/%s.md", id, language)
                        .containsExactlyElementsOf(commands(id, "en"));
            }
        }
    }

    /** Each in the words of the reports, so that readers find the one that theirs shows. */
    @Test
    void everyLanguageExplainsTheSameVerdicts() {
        for (String id : IDS) {
            List<String> english = verdicts(id, "en");
            assertThat(english).as("verdicts explained in causes/%s/en.md", id).isNotEmpty();
            for (String language : Catalogue.OTHERS) {
                assertThat(verdicts(id, language))
                        .as("verdicts explained in causes/%s/%s.md", id, language)
                        .isEqualTo(english);
            }
        }
    }

    private static List<String> verdicts(String id, String language) {
        Properties messages = Catalogue.messages(language);
        return part(id, language, 1).stream()
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2).split("[:：]", 2)[0])
                .map(word -> keyOf(messages, word))
                .toList();
    }

    private static String keyOf(Properties messages, String word) {
        return messages.stringPropertyNames().stream()
                .filter(key -> key.startsWith("verdict."))
                .filter(key -> messages.getProperty(key).equals(word))
                .findFirst()
                .orElse(word);
    }

    @Test
    void addressesAreForDocumentation() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                String page = String.join("\n", Catalogue.page(id, language));
                assertThat(Catalogue.found(ADDRESS, 1, page))
                        .as("addresses on %s/%s.md", id, language)
                        .filteredOn(address -> NumericAddress.of(address).isPresent())
                        .allMatch(address ->
                                EXAMPLE.matcher(address).matches()
                                        || id.equals("private-address")
                                                && PRIVATE.matcher(address).matches()
                                        || id.equals("wrong-address") && isNobodys(address));
            }
        }
    }

    /** Groups, everybody, and one's own link: no machine on the Internet has them. */
    private static boolean isNobodys(String address) {
        return Set.of("224.0.0.0", "ff00::", "255.255.255.255", "fe80::", "fe80::1")
                .contains(address);
    }

    @Test
    void pagesFitATerminalAndStayShort() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                List<String> page = Catalogue.page(id, language);
                assertThat(page)
                        .as("lines of %s/%s.md, at most %s columns", id, language, WIDEST)
                        .allMatch(line -> Width.of(line) <= WIDEST)
                        .allMatch(line -> line.equals(line.stripTrailing()));
                assertThat(page.stream().filter(line -> !line.isBlank()).count())
                        .as("length of %s/%s.md", id, language)
                        .isLessThanOrEqualTo(LONGEST);
            }
        }
    }

    @Test
    void noParagraphIsLeftInEnglish() {
        for (String id : IDS) {
            for (String language : Catalogue.OTHERS) {
                String prose = String.join("\n", outsideFences(id, language));
                for (String paragraph : prose.split("\n\n+")) {
                    CatalogueTest.assertIn(language, id, paragraph);
                }
            }
        }
    }

    /** What old guides advise and today's kernels don't have, or must not be given. */
    @Test
    void noHarmfulAdvice() {
        for (String id : IDS) {
            for (String language : Catalogue.LANGUAGES) {
                assertThat(String.join("\n", commands(id, language)))
                        .as(id)
                        .doesNotContain(
                                "tcp_tw_recycle",
                                "tcp_max_tw_buckets",
                                "nft flush",
                                "iptables -F",
                                "ufw disable",
                                "systemctl stop firewalld",
                                "setenforce 0");
            }
        }
    }

    private static List<String> outsideFences(String id, String language) {
        return lines(id, language, false);
    }

    private static List<String> commands(String id, String language) {
        return lines(id, language, true);
    }

    private static List<String> lines(String id, String language, boolean inFence) {
        var lines = new ArrayList<String>();
        boolean fence = false;
        for (String line : Catalogue.page(id, language)) {
            boolean mark = line.startsWith("```");
            fence ^= mark;
            if (!mark && fence == inFence) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** A part's lines, blank ones left out. */
    private static List<String> part(String id, String language, int number) {
        List<String> parts = PARTS.getOrDefault(language, List.of());
        List<String> page = Catalogue.page(id, language);
        int from = page.indexOf(parts.get(number)) + 1;
        int to = number + 1 < parts.size() ? page.indexOf(parts.get(number + 1)) : page.size();
        return page.subList(from, to).stream().filter(line -> !line.isBlank()).toList();
    }
}
