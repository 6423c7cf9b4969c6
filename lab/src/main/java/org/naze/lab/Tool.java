package org.naze.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.naze.lab.Commands.Ran;

/** What people ask why they can't connect, and what it says, without what differs in each run. */
enum Tool {
    CURL("curl", Mode.USER) {
        @Override
        List<String> command(Aim aim) {
            var command = new ArrayList<>(List.of("curl", "-qsSg", "-o", "/dev/null"));
            command.addAll(List.of("-w", "HTTP %{http_code}", "--max-time", "" + PATIENCE_S));
            if (aim.source() != null) {
                command.addAll(List.of("--interface", aim.source()));
            }
            command.add(aim.url());
            return command;
        }

        @Override
        String words(Ran ran) {
            if (ran.exit() == 0) {
                return ran.out().strip();
            }
            String message = ran.err().strip().replaceFirst("(?s)^curl: \\(\\d+\\) ", "");
            String timeless = message.replaceAll(" after \\d+ m\\w+", "");
            return ran.exit() + ": " + timeless.replaceFirst("^Failed to connect to .*: ", "");
        }
    },

    NMAP_CONNECT("nmap -sT", Mode.USER) {
        @Override
        List<String> command(Aim aim) {
            return nmap("-sT", aim);
        }

        @Override
        String words(Ran ran) {
            return state(ran);
        }
    },

    NMAP_SYN("nmap -sS", Mode.ROOT) {
        @Override
        List<String> command(Aim aim) {
            return nmap("-sS", aim);
        }

        @Override
        String words(Ran ran) {
            return state(ran);
        }
    },

    NC("nc", Mode.USER) {
        @Override
        List<String> command(Aim aim) {
            var command = new ArrayList<>(List.of("nc", "-zvw" + PATIENCE_S));
            if (aim.source() != null) {
                command.addAll(List.of("-s", aim.source()));
            }
            command.addAll(List.of(aim.host(), "" + aim.port()));
            return command;
        }

        @Override
        String words(Ran ran) {
            return ran.printed()
                    .lines()
                    .map(Tool::ending)
                    .distinct()
                    .collect(Collectors.joining("; "));
        }
    };

    /** Left to themselves curl and nc wait for the kernel, which gives up after 134 s. */
    static final int PATIENCE_S = 5;

    private static final Pattern STATE =
            Pattern.compile(
                    "<state state=\"([^\"]+)\" reason=\"([^\"]+)\" reason_ttl=\"(\\d+)\""
                            + "(?: reason_ip=\"([^\"]+)\")?");

    private final String title;
    private final Mode mode;

    Tool(String title, Mode mode) {
        this.title = title;
        this.mode = mode;
    }

    abstract List<String> command(Aim aim);

    /** What it says, without times, addresses of its own and the like. */
    abstract String words(Ran ran);

    /** With its words and the time it took. */
    String told(Ran ran) {
        String words = ran.exit() < 0 ? "does not end" : words(ran);
        return (words.isBlank() ? "exit " + ran.exit() : words).replace("|", "/")
                + Said.time(ran.tookMs());
    }

    /** Its name, and the one option that counts. */
    String title() {
        return title;
    }

    /** With whose rights it is run: nobody in particular's where that is enough for it. */
    Mode mode() {
        return mode;
    }

    /** The program without which there is no table. */
    static List<String> programs() {
        return Arrays.stream(values()).map(tool -> tool.title.split(" ")[0]).distinct().toList();
    }

    private static List<String> nmap(String scan, Aim aim) {
        var command = new ArrayList<>(List.of("nmap", "-n", "-Pn", scan, "--host-timeout", "10s"));
        command.addAll(List.of("-p", "" + aim.port(), "-oX", "-"));
        if (aim.isV6()) {
            command.add("-6");
        }
        if (aim.source() != null) {
            command.addAll(List.of("-S", aim.source(), "-e", "eth0"));
        }
        command.add(aim.host());
        return command;
    }

    private static String state(Ran ran) {
        var state = STATE.matcher(ran.out());
        if (state.find()) {
            String ttl = state.group(3).equals("0") ? "" : " ttl " + state.group(3);
            String from = state.group(4) == null ? "" : " from " + state.group(4);
            return state.group(1) + " " + state.group(2) + ttl + from;
        }
        return ran.printed().contains("Failed to resolve") ? "failed to resolve" : "0 hosts up";
    }

    /** What became of one address, of {@code nc: connect to … (tcp) failed: Connection refused}. */
    private static String ending(String line) {
        return Stream.of("succeeded", "timed out")
                .filter(line::contains)
                .findFirst()
                .orElseGet(() -> line.substring(line.lastIndexOf(": ") + 1).strip());
    }
}
