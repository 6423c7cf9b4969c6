package org.naze;

import org.naze.cause.Judge;
import org.naze.model.Diagnosis;
import org.naze.model.Evidence;
import org.naze.model.Target;
import org.naze.probe.ClientProcess;
import org.naze.probe.Platform;
import org.naze.probe.Probing;
import org.naze.probe.Settings;

/**
 * Says why a client on this machine can or can't connect to a target. Thread-safe as its platform
 * is; each diagnosis ends in bounded time and leaves no thread behind, save one that waits for the
 * system's resolver.
 */
public final class Diagnoser {
    private final Platform platform;
    private final Settings settings;

    public Diagnoser(Platform platform, Settings settings) {
        this.platform = platform;
        this.settings = settings;
    }

    /** Probes and judges; throws what {@link #probe} throws. */
    public Diagnosis diagnose(Target target) {
        return Judge.judge(probe(target));
    }

    /**
     * Only gathers the facts, for instance to judge them elsewhere.
     *
     * @throws org.naze.probe.ProcessException if the process of the settings has ended, or is in
     *     another network namespace than this thread
     */
    public Evidence probe(Target target) {
        ClientProcess process = settings.process();
        Platform its = process == null ? platform : platform.as(process);
        return new Probing(its, settings, target).run();
    }
}
