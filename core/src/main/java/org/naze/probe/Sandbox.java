package org.naze.probe;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.GroupProgram;
import org.naze.model.Fact.Purpose;
import org.naze.model.Outcome;

/** Looks for what may forbid the client alone to connect. */
record Sandbox(Inquiry inquiry) {
    private static final long CONTROL_MS = 300;

    /** Looks where the end of a connect, or another process's view, calls for it. */
    void ended(InetAddress address, Connect connect) {
        boolean another = inquiry.settings().process() != null;
        boolean denied = isDenial(connect.errno());
        if (denied) {
            inquiry.tasks().start(() -> confined(address));
        }
        if (another || denied || connect.errno().outcome() == Outcome.TIMEOUT) {
            inquiry.tasks().start(() -> programs(address, another || denied));
        }
    }

    /** EAFNOSUPPORT is what a filter of system calls says of families (systemd.exec(5)). */
    private static boolean isDenial(Errno errno) {
        return errno.outcome() == Outcome.DENIED || errno == Errno.EAFNOSUPPORT;
    }

    /** No route forbids the way to oneself: who may not go there either is held back himself. */
    private void confined(InetAddress address) {
        Surroundings.own(inquiry).confinement();
        InetAddress self = Addresses.of(address instanceof Inet6Address ? "::1" : "127.0.0.1");
        var dial = new Dial(Purpose.CONTROL, self, inquiry.target().port(), null);
        if (!address.isLoopbackAddress()) {
            inquiry.platform().dial(List.of(dial), Deadline.in(CONTROL_MS), inquiry);
        }
    }

    /** The programs of the control group; where they can't be seen, what systemd says of it. */
    private void programs(InetAddress address, boolean noted) {
        Answer<List<GroupProgram>> answer =
                inquiry.platform().groupPrograms(address, inquiry.target().port());
        answer.into("group", all -> all.forEach(inquiry), noted ? inquiry : unseen -> {});
        if (answer instanceof Answer.Unknown<List<GroupProgram>>) {
            SystemdUnit.addresses(proc(), inquiry.platform()).ifPresent(this::unit);
        }
    }

    private void unit(Fact unit) {
        inquiry.accept(unit);
    }

    private Path proc() {
        ClientProcess process = inquiry.settings().process();
        return process == null ? Path.of("/proc/self") : process.proc();
    }
}
