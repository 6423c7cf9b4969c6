package org.naze.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** What people saw last time, in a plain file. */
record Snapshot(Path file) {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "."), "src", "test", "resources", "screens");
    private static final String RENEW =
            "mvn -pl cli -am test -Dtest=ScreensTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dnaze.renew=true";

    static Snapshot named(String name) {
        return new Snapshot(FOLDER.resolve(name + ".txt"));
    }

    /** Holds a text against the file, or renews the file where that is asked for. */
    void assertIs(String text) throws IOException {
        if (Boolean.getBoolean("naze.renew")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        String was = Files.exists(file) ? Files.readString(file) : "";
        if (!was.equals(text)) {
            fail(
                    "%s is not what people see now. If it should be: %s%n%s",
                    file.getFileName(), RENEW, Difference.between(was, text));
        }
    }

    /** No file stays of what nobody looks at any more. */
    static void assertOnly(Collection<String> names) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("%s: remove what is of no test", FOLDER)
                    .isSubsetOf(names.stream().map(name -> name + ".txt").toList());
        }
    }
}
