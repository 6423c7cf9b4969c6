package org.naze.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One of the faults that look alike to everyday tools.
 *
 * @param words what it is
 * @param scenario the scenario that has it
 */
record LookAlike(String words, String scenario) {
    /** Reads {@code FAULT | SCENARIO} from each line that is no comment. */
    static List<LookAlike> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| "))
                .map(parts -> new LookAlike(parts[0], parts[1]))
                .toList();
    }
}
