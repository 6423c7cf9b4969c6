package org.naze.lab.bench;

import java.io.IOException;
import java.net.Socket;

/**
 * What the command is measured against: the same connect, and nothing else. Its time is what a Java
 * program that merely fails would take.
 */
final class Bare {
    private Bare() {}

    /**
     * Connects to {@code arguments[0]} on port {@code arguments[1]}; without them, does nothing.
     */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.out.println("nothing");
            return;
        }
        try (Socket socket = new Socket(arguments[0], Integer.parseInt(arguments[1]))) {
            System.out.println("connected to " + socket.getRemoteSocketAddress());
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
