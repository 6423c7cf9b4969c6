package org.naze.linux;

import java.nio.ByteBuffer;
import org.naze.linux.Native.Block;

/** A netlink socket (netlink(7)): asks one thing after another and reads what the kernel says. */
final class Netlink implements AutoCloseable {
    static final int ROUTE = 0;
    static final int SOCK_DIAG = 4;
    static final int NETFILTER = 12;

    private static final int AF_NETLINK = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int ADD_MEMBERSHIP = 1;
    private static final int POLLIN = 1;
    private static final int ANSWER_MS = 500;
    private static final int TIMED_OUT = -110;

    private final Native os;
    private final int fd;
    private final Block received;

    private Netlink(Native os, int fd) {
        this.os = os;
        this.fd = fd;
        received = os.block(1 << 15);
    }

    /** Takes what the kernel says, message by message. */
    interface Reader {
        /**
         * One message.
         *
         * @param type nlmsg_type
         * @param bytes holds the message's payload between position and limit
         */
        void message(int type, ByteBuffer bytes);
    }

    /**
     * A socket of a netlink family in the network namespace of this thread.
     *
     * @throws Refused if the kernel has no such family
     */
    static Netlink open(Native os, int family) throws Refused {
        int fd = os.socket(AF_NETLINK, Native.SOCK_RAW, family);
        if (fd < 0) {
            throw new Refused(-fd, 0);
        }
        return new Netlink(os, fd);
    }

    /** Makes room for big batches and bursts; without the privilege things stay as they are. */
    void makeRoom(int bytes) {
        os.set(fd, SOL_SOCKET, SO_SNDBUFFORCE, bytes);
        os.set(fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes);
    }

    /** Joins a multicast group. A socket without an address of its own would hear nothing. */
    void join(int group) throws Refused {
        Block own = os.block(12);
        own.bytes().putShort(0, (short) AF_NETLINK);
        int result = os.bind(fd, own, own.size());
        if (result == 0) {
            result = os.set(fd, SOL_NETLINK, ADD_MEMBERSHIP, group);
        }
        if (result < 0) {
            throw new Refused(-result, 0);
        }
    }

    /**
     * Sends a request and reads up to the end of the answer: of a dump to its last message, else to
     * the acknowledgement.
     *
     * @throws Refused if the kernel answers with an error
     */
    void ask(NetlinkRequest request, Reader reader) throws Refused {
        send(request);
        var answer = new Answer(reader);
        while (!answer.ended) {
            answer.take(receive(ANSWER_MS));
        }
    }

    /** Sends what may be several requests in a row, without waiting for anything. */
    void send(NetlinkRequest request) throws Refused {
        byte[] bytes = request.bytes();
        // An arena of its own: a batch may be megabytes, and a Native lives on.
        try (var memory = new Native()) {
            Block block = memory.block(bytes.length);
            block.bytes().put(0, bytes);
            int result = os.send(fd, block, bytes.length);
            if (result < 0) {
                throw new Refused(-result, 0);
            }
        }
    }

    /** Reads what is there already; each message goes to the reader, errors too. */
    void drain(Reader reader) {
        for (int n = os.receive(fd, received, 0); n > 0; n = os.receive(fd, received, 0)) {
            NetlinkMessages.each(received.bytes().duplicate().order(order()).limit(n), reader);
        }
    }

    /** Waits for something to read. */
    boolean await(long ms) {
        return os.poll(fd, POLLIN, ms) != 0;
    }

    private ByteBuffer receive(long ms) throws Refused {
        int n = os.receive(fd, received, 0);
        if (n == -Native.EAGAIN) {
            n = await(ms) ? os.receive(fd, received, 0) : TIMED_OUT;
        }
        if (n <= 0) {
            throw new Refused(n == 0 ? Native.EAGAIN : -n, 0);
        }
        return received.bytes().duplicate().order(order()).limit(n);
    }

    private static java.nio.ByteOrder order() {
        return java.nio.ByteOrder.nativeOrder();
    }

    @Override
    public void close() {
        os.close(fd);
    }

    /** The kernel answered with an error. */
    @SuppressWarnings("serial")
    static final class Refused extends Exception {
        final int errno;

        /** The sequence number of the request that was refused, 0 where the socket failed. */
        final int sequence;

        Refused(int errno, int sequence) {
            super("errno " + errno, null, false, false);
            this.errno = errno;
            this.sequence = sequence;
        }
    }

    /** Follows an answer to its end. */
    private static final class Answer implements Reader {
        private final Reader reader;
        private int errno;
        private int sequence;
        boolean ended;

        Answer(Reader reader) {
            this.reader = reader;
        }

        void take(ByteBuffer bytes) throws Refused {
            NetlinkMessages.each(bytes, this);
            if (errno != 0) {
                throw new Refused(errno, sequence);
            }
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            switch (type) {
                case NetlinkMessages.DONE -> ended = true;
                case NetlinkMessages.ERROR -> {
                    ended = true;
                    errno = NetlinkMessages.errno(bytes);
                    sequence = NetlinkMessages.refused(bytes);
                }
                default -> reader.message(type, bytes);
            }
        }
    }
}
