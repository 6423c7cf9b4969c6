package org.naze.cli;

import java.util.Map;
import org.naze.probe.ClientProcess;
import org.naze.probe.Platforms;
import org.naze.probe.ProcessException;

/** {@code --as PID}: the process as which the world is seen. */
final class AsOption {
    private AsOption() {}

    /** Brings this program into the process's network namespace; it may begin anew for that. */
    static void enter(Common common) throws Usage {
        ClientProcess process = of(common);
        try (var platform = Platforms.find()) {
            platform.enter(process);
        } catch (ProcessException e) {
            throw usage(common, e);
        }
    }

    static ClientProcess of(Common common) throws Usage {
        try {
            return ClientProcess.of(pid(common));
        } catch (ProcessException e) {
            throw usage(common, e);
        }
    }

    private static int pid(Common common) throws Usage {
        String text = common.value("--as", "");
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new Usage(common.words().message("error.as", Map.of("text", text)));
        }
        return Integer.parseInt(text);
    }

    /** Why it can't be, in one line. */
    static Usage usage(Common common, ProcessException e) {
        var values = Map.of("pid", Integer.toString(e.pid()));
        return new Usage(common.words().message("error.process." + e.key(), values));
    }
}
