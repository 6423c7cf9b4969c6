package org.naze.probe;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.naze.model.Fact.Purpose;

/**
 * Where {@code localhost} is a container's own and refuses: whether the machine that the container
 * runs on would take the connection.
 */
record Outside(Inquiry inquiry) {
    /** Docker's and Podman's names for it; in the hosts file, or known to their name servers. */
    private static final List<String> NAMES =
            List.of("host.docker.internal", "host.containers.internal");

    private static final long NAMES_MS = 300;
    private static final long DIAL_MS = 500;
    private static final int DIALLED_AT_MOST = 3;

    /** Notes the mark of a container and, if other machines may be touched, who listens outside. */
    void look() {
        ClientProcess process = inquiry.settings().process();
        Path proc = process == null ? Path.of("/proc/self") : process.proc();
        var signs = new ContainerSigns(inquiry.root(), proc, inquiry.environment());
        signs.find()
                .ifPresent(sign -> {
                    inquiry.accept(sign);
                    if (inquiry.settings().scan()) {
                        dial();
                    }
                });
    }

    private void dial() {
        var addresses = new LinkedHashMap<String, InetAddress>();
        named().forEach(address -> addresses.putIfAbsent(Addresses.text(address), address));
        gateway(addresses);
        addresses.keySet().removeIf(inquiry::isHere);
        int port = inquiry.target().port();
        List<Dial> dials =
                addresses.values().stream()
                        .limit(DIALLED_AT_MOST)
                        .map(address -> new Dial(Purpose.OUTSIDE, address, port, null))
                        .toList();
        if (!dials.isEmpty()) {
            inquiry.platform().dial(dials, Deadline.in(DIAL_MS), inquiry);
        }
    }

    private void gateway(Map<String, InetAddress> addresses) {
        inquiry.platform()
                .route(Inquiry.anywhere(false), null)
                .into(
                        "route",
                        route -> {
                            if (route.gateway() != null) {
                                addresses.put(route.gateway(), Addresses.of(route.gateway()));
                            }
                        },
                        inquiry);
    }

    /** As programs would resolve them, for a short while: mostly nobody knows them. */
    private List<InetAddress> named() {
        ClientProcess process = inquiry.settings().process();
        SystemResolver system =
                process != null && process.hasOwnFiles()
                        ? new FileResolver(process.root())
                        : new JvmResolver();
        var tasks = NAMES.stream().map(name -> asked(system, name)).toList();
        Deadline deadline = Deadline.in(NAMES_MS);
        var all = new ArrayList<InetAddress>();
        for (FutureTask<List<InetAddress>> task : tasks) {
            try {
                all.addAll(task.get(deadline.leftMs(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException | TimeoutException e) {
                // Not known by then.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return all;
    }

    private static FutureTask<List<InetAddress>> asked(SystemResolver system, String name) {
        var task = new FutureTask<>(() -> system.resolve(name).addresses());
        var thread = new Thread(task, "naze-system-resolver");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
