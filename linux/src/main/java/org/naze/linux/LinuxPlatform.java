package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;
import org.naze.probe.Answer;
import org.naze.probe.ClientProcess;
import org.naze.probe.Deadline;
import org.naze.probe.Dial;
import org.naze.probe.Platform;
import org.naze.probe.Trace;

/**
 * Linux, asked directly. What may be asked is found by trying, never by the user's number: root in
 * a container may have no rights at all.
 */
public final class LinuxPlatform implements Platform {
    private final @Nullable ClientProcess process;
    private final @Nullable SocketUser user;

    /**
     * Made for the {@link java.util.ServiceLoader}. The first native call takes some 30 ms to
     * prepare; that begins here, beside whatever the caller does next.
     *
     * @throws UnsupportedOperationException on another system
     */
    public LinuxPlatform() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new UnsupportedOperationException("not Linux");
        }
        Thread.ofPlatform().daemon().name("naze-native").start(new WarmUp());
        process = null;
        user = null;
    }

    private LinuxPlatform(ClientProcess process, @Nullable SocketUser user) {
        this.process = process;
        this.user = user;
    }

    @Override
    public void enter(ClientProcess process) {
        if (!process.sharesNetwork()) {
            try (var os = new Native()) {
                Entrance.enter(os, process);
            }
        }
    }

    @Override
    public Platform as(ClientProcess process) {
        Platform.super.as(process);
        try (var os = new Native()) {
            return new LinuxPlatform(process, SocketUser.of(os, process));
        }
    }

    @Override
    public Optional<Fact.Unchecked> userUnchecked() {
        try (var os = new Native()) {
            return user == null || user.may(os)
                    ? Optional.empty()
                    : Optional.of(new Fact.Unchecked("user", Reason.NOT_PERMITTED, "CAP_SETUID"));
        }
    }

    @Override
    public void dial(List<Dial> dials, Deadline deadline, Consumer<? super Fact.Connect> ended) {
        try (var os = new Native();
                var replies = ReplyWatch.open(os)) {
            new Dialer(os, user, replies, ended).dial(dials, deadline);
        }
    }

    @Override
    public Errno connectUnix(String path) {
        try (var os = new Native()) {
            return UnixSocket.connect(os, path);
        }
    }

    @Override
    public Optional<Fact.Unchecked> repliesUnchecked() {
        int errno = PacketSocket.obstacle();
        if (errno == 0) {
            return Optional.empty();
        }
        Reason reason = Reason.FAILED;
        String detail = "packet socket: errno " + errno;
        if (errno == Native.EPERM || errno == Native.EACCES) {
            reason = Reason.NOT_PERMITTED;
            detail = "CAP_NET_RAW";
        } else if (errno == Native.EAFNOSUPPORT) {
            reason = Reason.UNSUPPORTED;
        }
        return Optional.of(new Fact.Unchecked("replies", reason, detail));
    }

    @Override
    public Answer<Fact.Interfaces> interfaces() {
        try (var os = new Native();
                var netlink = Netlink.open(os, Netlink.ROUTE)) {
            return Answer.of(Links.read(netlink));
        } catch (Refused e) {
            return failed("RTM_GETLINK", e);
        }
    }

    @Override
    public Answer<Fact.Route> route(InetAddress destination, @Nullable InetAddress source) {
        return route(destination, source, 0);
    }

    @Override
    public Answer<Fact.Route> route(
            InetAddress destination, @Nullable InetAddress source, int port) {
        try (var os = new Native();
                var netlink = Netlink.open(os, Netlink.ROUTE)) {
            return new Routes(os, netlink, user, port).route(destination, source);
        } catch (Refused e) {
            return failed("RTM_GETROUTE", e);
        }
    }

    @Override
    public Answer<Fact.Neighbour> neighbour(InetAddress address, String device) {
        try (var os = new Native();
                var netlink = Netlink.open(os, Netlink.ROUTE)) {
            return new Routes(os, netlink, null, 0).neighbour(address, device);
        } catch (Refused e) {
            return failed("RTM_GETNEIGH", e);
        }
    }

    @Override
    public Answer<Fact.Echo> echo(InetAddress address, Deadline deadline) {
        try (var os = new Native()) {
            return Echo.ask(os, address, deadline);
        }
    }

    @Override
    public Answer<Fact.Hops> trace(Trace trace, Deadline deadline) {
        try (var os = new Native();
                var route = new Traceroute(os, user, trace)) {
            return Answer.of(route.walk(deadline));
        }
    }

    @Override
    public Answer<Fact.Departure> departure(
            InetAddress destination, int port, @Nullable InetAddress source, Deadline deadline) {
        try (var os = new Native()) {
            return Departing.watch(os, destination, port, source, deadline);
        }
    }

    @Override
    public Answer<Fact.PortUse> portUse(InetAddress destination, int port) {
        try (var os = new Native()) {
            return PortCount.count(os, destination, port);
        }
    }

    @Override
    public Answer<Fact.Listeners> listeners(int port) {
        try (var os = new Native()) {
            return Listening.read(os, port);
        }
    }

    @Override
    public Answer<Fact.AcceptQueues> acceptQueues(int port) {
        try (var os = new Native()) {
            return Listening.queues(os, port);
        }
    }

    @Override
    public Answer<Fact.UdpSockets> udpSockets(int port) {
        try (var os = new Native()) {
            return Listening.datagrams(os, port);
        }
    }

    @Override
    public Answer<Fact> filter(InetAddress destination, int port, @Nullable InetAddress source) {
        try (var os = new Native()) {
            return new Filter(destination, port, source, false).ask(os);
        }
    }

    @Override
    public Answer<Fact> answerFilter(
            InetAddress destination, int port, @Nullable InetAddress source) {
        try (var os = new Native()) {
            return new Filter(destination, port, source, true).ask(os);
        }
    }

    @Override
    public Answer<List<Fact>> otherWays(
            InetAddress destination, String device, Set<InetAddress> but) {
        try (var os = new Native();
                var netlink = Netlink.open(os, Netlink.ROUTE)) {
            return Answer.of(new OtherWays(os, netlink).of(destination, device, but));
        } catch (Refused e) {
            return failed("rtnetlink", e);
        }
    }

    @Override
    public Answer<List<Fact.GroupProgram>> groupPrograms(InetAddress destination, int port) {
        String proc = process == null ? "/proc/self" : process.proc().toString();
        Fact.Route way =
                route(destination, null) instanceof Answer.Known<Fact.Route>(Fact.Route known)
                        ? known
                        : null;
        try (var os = new Native()) {
            return GroupPrograms.ask(os, proc, destination, port, way);
        }
    }

    @Override
    public Answer<String> tool(List<String> command, Deadline deadline) {
        String path = Tool.find(command.getFirst());
        if (path == null) {
            return Answer.none(Reason.TOOL_MISSING, command.getFirst());
        }
        var words = new ArrayList<>(command);
        words.set(0, path);
        Tool.Result result = new Tool(deadline).run(words, "");
        return result.succeeded()
                ? Answer.of(result.output())
                : Answer.none(Reason.FAILED, command.getFirst());
    }

    @Override
    public Fact.Machine machine() {
        try (var os = new Native()) {
            return ThisMachine.read(os, process);
        }
    }

    @Override
    public void close() {}

    private static final class WarmUp implements Runnable {
        @Override
        public void run() {
            try (var os = new Native()) {
                os.get(-1, 0, 0);
            }
        }
    }

    private static <T> Answer<T> failed(String question, Refused refused) {
        return Answer.none(Reason.FAILED, question + ": errno " + refused.errno);
    }
}
