package org.naze.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command, run as a process of its own: what it wrote, and how it ended.
 *
 * @param text standard output, read as UTF-8 unless said otherwise
 */
record Ran(int status, String text, String errors) {
    /** How to run it. */
    static final class Call {
        private final Path folder;
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> environment;
        private String input = "";
        private Charset charset = StandardCharsets.UTF_8;
        private File output;

        private Call(Path folder, Map<String, String> environment) {
            this.folder = folder;
            this.environment = environment;
            this.output = folder.resolve("out").toFile();
        }

        /** An option of the JVM, as the launcher gives some. */
        Call with(String option) {
            options.add(option);
            return this;
        }

        /** The encoding of its terminal. */
        Call encoded(String name) {
            charset = Charset.forName(name);
            return with("-Dstdout.encoding=" + name);
        }

        Call reading(String text) {
            input = text;
            return this;
        }

        Call writingTo(String file) {
            output = new File(file);
            return this;
        }

        /** Runs it; a minute is far more than it may take. */
        Ran naze(String... arguments) throws IOException, InterruptedException {
            Path in = Files.writeString(folder.resolve("in"), input);
            Path errors = folder.resolve("errors");
            var builder =
                    builder(arguments)
                            .redirectInput(in.toFile())
                            .redirectOutput(output)
                            .redirectError(errors.toFile());
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + builder.command());
            }
            boolean readable = output.toPath().startsWith(folder);
            byte[] out = readable ? Files.readAllBytes(output.toPath()) : new byte[0];
            return new Ran(process.exitValue(), new String(out, charset), Files.readString(errors));
        }

        /** Starts it, standard output and error in one; whoever started this may ignore Ctrl-C. */
        Process started(String... arguments) throws IOException {
            ProcessBuilder builder = builder(arguments).redirectErrorStream(true);
            builder.command().addAll(0, List.of("env", "--default-signal=INT"));
            return builder.start();
        }

        private ProcessBuilder builder(String... arguments) {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            command.add("--enable-native-access=ALL-UNNAMED");
            command.addAll(options);
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(Main.class.getName());
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
            builder.environment().putAll(environment);
            return builder;
        }
    }

    /** With an environment that has nothing of this process's own. */
    static Call in(Path folder, Map<String, String> environment) {
        return new Call(folder, environment);
    }

    /** An English locale, and nothing else. */
    static Call in(Path folder) {
        return in(folder, Map.of("LANG", "C.UTF-8"));
    }
}
