package org.naze.probe;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.naze.model.Errno;
import org.naze.model.Fact;

/**
 * The few questions that only an operating system can answer. Found by {@link
 * java.util.ServiceLoader}; {@link PlainPlatform} answers what pure Java can. No method throws for
 * what the network or the machine says. All are thread-safe and end in bounded time.
 */
public interface Platform extends AutoCloseable {

    /**
     * Makes all connects at once and hands on each as it ends: connected (and closed again),
     * failed, or {@code SILENT} when the deadline is over. Returns when all have ended. Polls the
     * deadline at least every 50 ms, since it may be brought forward.
     */
    void dial(List<Dial> dials, Deadline deadline, Consumer<? super Fact.Connect> ended);

    /**
     * One attempt to connect to a Unix domain socket, without waiting: {@code SILENT} where the
     * accept queue is full, and a connect that may wait would.
     *
     * @param path its file, or a name that begins with {@code @} for one in the abstract namespace
     */
    default Errno connectUnix(String path) {
        return JavaUnix.connect(path);
    }

    /**
     * Why {@link #dial} can't tell the segment that answered ({@link Fact.Reply}); empty where it
     * can.
     */
    default Optional<Fact.Unchecked> repliesUnchecked() {
        return Optional.empty();
    }

    /**
     * Brings this program into a process's network namespace. Where it is another one, the program
     * is started anew there, with the same arguments, and this does not return; so it is the first
     * thing that a program does, and no library.
     *
     * @throws ProcessException if that may not be
     */
    default void enter(ClientProcess process) {
        as(process);
    }

    /**
     * The same platform as a process of this network namespace sees it: its user's sockets, its
     * control group, its files.
     *
     * @throws ProcessException if the process is in another network namespace
     */
    default Platform as(ClientProcess process) {
        if (!process.sharesNetwork()) {
            throw new ProcessException("network", process.pid());
        }
        return this;
    }

    /** Why connects are not made as the user of {@link #as}; empty where they are. */
    default Optional<Fact.Unchecked> userUnchecked() {
        return Optional.empty();
    }

    /** Interfaces, their state and addresses. */
    Answer<Fact.Interfaces> interfaces();

    /** The route that the kernel would take to an address, from a source if one is given. */
    Answer<Fact.Route> route(InetAddress destination, @Nullable InetAddress source);

    /**
     * The route that TCP to a port would take, which policy rules may tell from others; the same as
     * {@link #route(InetAddress, InetAddress)} where the system knows no such rules.
     */
    default Answer<Fact.Route> route(
            InetAddress destination, @Nullable InetAddress source, int port) {
        return route(destination, source);
    }

    /** The neighbour table's entry for an address on the device's link. */
    Answer<Fact.Neighbour> neighbour(InetAddress address, String device);

    /** An echo request; the wait ends with the first answer or the deadline. */
    Answer<Fact.Echo> echo(InetAddress address, Deadline deadline);

    /**
     * What packets draw that have only so many hops to go, all sent within a fraction of a second.
     * Ends when one reached its end and those before it have had time to answer, or with the
     * deadline.
     */
    default Answer<Fact.Hops> trace(Trace trace, Deadline deadline) {
        return Answer.none(Fact.Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }

    /**
     * How many local ports are taken towards a destination. Counts distinct ports inside
     * ip_local_port_range.
     */
    Answer<Fact.PortUse> portUse(InetAddress destination, int port);

    /**
     * All TCP listeners of this machine; of those on the port also the owners, where they may be
     * seen.
     */
    Answer<Fact.Listeners> listeners(int port);

    /** The accept queues of this machine's TCP listeners on a port, as they are now. */
    default Answer<Fact.AcceptQueues> acceptQueues(int port) {
        return Answer.none(Fact.Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }

    /** This machine's UDP sockets on a port that are not connected to anybody. */
    default Answer<Fact.UdpSockets> udpSockets(int port) {
        return Answer.none(Fact.Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }

    /**
     * What this machine's own packet filter does with a SYN to the destination: {@code NoFilter}
     * where there is none, else the ruling that decided.
     */
    Answer<Fact> filter(InetAddress destination, int port, @Nullable InetAddress source);

    /**
     * What this machine's own packet filter does with the answer, a SYN-ACK, to a SYN that it lets
     * out: a ruling whose hook is {@code answer}. Worth asking when answers are seen to come in and
     * the connect stays silent.
     */
    default Answer<Fact> answerFilter(
            InetAddress destination, int port, @Nullable InetAddress source) {
        return Answer.none(Fact.Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }

    /**
     * What else there is beside the way that a connection took: {@code DeviceType} of each
     * interface made of software, each {@code OtherRoute} to the destination, and the device's
     * {@code Neighbourhood}.
     *
     * @param device the interface that the route leads to
     * @param but neighbours that don't count
     */
    default Answer<List<Fact>> otherWays(
            InetAddress destination, String device, Set<InetAddress> but) {
        return Answer.none(Fact.Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }

    /**
     * The BPF programs of the client's control group that see a connect to the destination, tried
     * on its first packets where they can be.
     */
    default Answer<List<Fact.GroupProgram>> groupPrograms(InetAddress destination, int port) {
        return Answer.none(Fact.Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }

    /**
     * What a tool of this system prints: one that only looks. No shell is involved, and the
     * environment is a fixed one.
     *
     * @param command the tool's name and its arguments
     */
    default Answer<String> tool(List<String> command, Deadline deadline) {
        return Answer.none(Fact.Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }

    /**
     * Sends a SYN and tells whether it leaves this machine. Ends when it does, or with the
     * deadline.
     */
    default Answer<Fact.Departure> departure(
            InetAddress destination, int port, @Nullable InetAddress source, Deadline deadline) {
        return Answer.none(Fact.Reason.UNSUPPORTED, System.getProperty("os.name", "unknown"));
    }

    /** The machine and the rights on it. */
    Fact.Machine machine();

    /** Ends what is still open. */
    @Override
    void close();
}
