package org.naze.probe;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Target;

/**
 * What the probes of one run share: whom to ask, what about, where to note it and who works
 * alongside.
 */
record Inquiry(Platform platform, Settings settings, Target target, Notebook notebook, Tasks tasks)
        implements Consumer<Fact> {

    Inquiry(Platform platform, Settings settings, Target target) {
        this(platform, settings, target, new Notebook(target), new Tasks("naze-probe"));
    }

    /** Takes a fact down. */
    @Override
    public void accept(Fact fact) {
        notebook.accept(fact);
    }

    Evidence soFar() {
        return notebook.soFar();
    }

    /** The local address to connect from, where one is asked for. */
    @Nullable InetAddress source() {
        return settings.source() == null ? null : Addresses.of(settings.source());
    }

    /** The client's root directory. */
    Path root() {
        ClientProcess process = settings.process();
        return process == null ? Path.of("/") : process.root();
    }

    /** The variables with which the client was started. */
    Map<String, String> environment() {
        ClientProcess process = settings.process();
        return process == null ? settings.environment() : process.environment();
    }

    /** How the client resolves names. */
    NameProbe names() {
        ClientProcess process = settings.process();
        return process == null ? new NameProbe() : process.names();
    }

    /** The connects to the target so far that came to nothing. */
    Stream<Connect> failures() {
        return soFar()
                .all(Connect.class, c -> c.purpose() == Purpose.TARGET && c.errno() != Errno.OK)
                .stream();
    }

    /** Whether the address is this machine's own, as far as is known by now. */
    boolean isHere(String address) {
        return address.startsWith("127.")
                || address.equals("::1")
                || soFar().has(
                                Route.class,
                                r ->
                                        r.destination().equals(address)
                                                && r.type() == RouteType.LOCAL);
    }

    /** The default route, by the route to an address of no network (RFC 5737, RFC 3849). */
    static InetAddress anywhere(boolean six) {
        return Addresses.of(six ? "2001:db8::1" : "192.0.2.1");
    }

    /** The route of the connect itself. */
    void routeOfTarget(InetAddress destination) {
        boolean tcp = !target.scheme().equals("udp");
        (tcp
                        ? platform.route(destination, source(), target.port())
                        : platform.route(destination, source()))
                .into("route", this, this);
    }

    void route(InetAddress destination) {
        platform.route(destination, source()).into("route", this, this);
    }
}
