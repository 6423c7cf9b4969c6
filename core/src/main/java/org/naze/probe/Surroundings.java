package org.naze.probe;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.naze.model.Fact;

/** What may hold a process back before any packet leaves: its limits, and what confines it. */
record Surroundings(Path procs, String pid, int number, Consumer<? super Fact> note) {

    /** Those of the process as which the world is seen. */
    static Surroundings of(ClientProcess process, Consumer<? super Fact> note) {
        return new Surroundings(
                Path.of("/proc"), Integer.toString(process.pid()), process.pid(), note);
    }

    /** Those of this very process. */
    static Surroundings own(Consumer<? super Fact> note) {
        int pid = (int) ProcessHandle.current().pid();
        return new Surroundings(Path.of("/proc"), "self", pid, note);
    }

    /** What proc shows of security modules, seccomp and the like. */
    void confinement() {
        ConfinedBy.read(procs.resolve(pid), number).ifPresent(note);
    }

    void limits() {
        OpenFiles.of(procs.resolve(pid), number).into("descriptors", note, note);
        OpenFiles.ofSystem(procs).ifPresent(note);
    }
}
