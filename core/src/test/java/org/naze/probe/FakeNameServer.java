package org.naze.probe;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** A name server on loopback that says over UDP and TCP whatever a test wants. */
final class FakeNameServer implements AutoCloseable {

    /** Where an answer goes to. */
    interface Out {
        void send(byte[] bytes) throws IOException;
    }

    /** What the server does with a query; {@code out} sends raw bytes. */
    interface Behaviour {
        void on(byte[] query, Out out) throws IOException;
    }

    static final Behaviour SILENT = (query, out) -> {};

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Behaviour overUdp;
    private final Behaviour overTcp;
    final AtomicInteger udpQueries = new AtomicInteger();
    final AtomicInteger tcpQueries = new AtomicInteger();

    FakeNameServer(Behaviour overUdp, Behaviour overTcp) throws IOException {
        this("127.0.0.1", 0, overUdp, overTcp);
    }

    FakeNameServer(String address, int port, Behaviour overUdp, Behaviour overTcp)
            throws IOException {
        var at = InetAddress.getByName(address);
        this.overUdp = overUdp;
        this.overTcp = overTcp;
        tcp = new ServerSocket(port, 50, at);
        udp = new DatagramSocket(new InetSocketAddress(at, tcp.getLocalPort()));
        daemon(this::serveUdp);
        daemon(this::serveTcp);
    }

    int port() {
        return tcp.getLocalPort();
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "fake-name-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serveUdp() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!udp.isClosed()) {
            try {
                udp.receive(packet);
                udpQueries.incrementAndGet();
                var from = packet.getSocketAddress();
                overUdp.on(
                        Arrays.copyOf(packet.getData(), packet.getLength()),
                        bytes -> udp.send(new DatagramPacket(bytes, bytes.length, from)));
            } catch (IOException e) {
                // Closed, or the asker is gone already.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            byte[] query = in.readNBytes(in.readUnsignedShort());
            tcpQueries.incrementAndGet();
            OutputStream out = socket.getOutputStream();
            overTcp.on(query, out::write);
        } catch (IOException e) {
            // The asker has had enough.
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }

    /** A message with its length before it, as TCP wants it. */
    static byte[] framed(byte[] message) {
        byte[] framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        return framed;
    }

    /** The query as dnsjava reads it. */
    static Message parsed(byte[] query) {
        try {
            return new Message(query);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer to the query with these records, in dnsjava's own encoding. */
    static Message answer(byte[] query, int rcode, Record... records) {
        Message asked = parsed(query);
        var answer = new Message(asked.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(rcode);
        answer.addRecord(asked.getQuestion(), Section.QUESTION);
        for (Record record : records) {
            answer.addRecord(record, Section.ANSWER);
        }
        return answer;
    }

    /** A record in zone file words. */
    static Record record(String name, int type, String data) {
        try {
            return Record.fromString(
                    name(name), type, DClass.IN, 60, data, org.xbill.DNS.Name.root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Name name(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Answers A with the address, AAAA with nothing. */
    static Behaviour finds(String address) {
        return (query, out) -> out.send(found(query, address).toWire());
    }

    /** The same over TCP. */
    static Behaviour findsOverTcp(String address) {
        return (query, out) -> out.send(framed(found(query, address).toWire()));
    }

    static Message found(byte[] query, String address) {
        Record question = parsed(query).getQuestion();
        return question.getType() == org.xbill.DNS.Type.A
                ? answer(
                        query,
                        0,
                        record(question.getName().toString(), org.xbill.DNS.Type.A, address))
                : answer(query, 0);
    }

    /** Answers with a response code alone. */
    static Behaviour says(int rcode) {
        return (query, out) -> out.send(answer(query, rcode).toWire());
    }
}
