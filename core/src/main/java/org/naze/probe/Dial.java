package org.naze.probe;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact.Purpose;

/**
 * One TCP connect to make.
 *
 * @param source the local address to bind to, or null to let the kernel choose
 */
public record Dial(Purpose purpose, InetAddress address, int port, @Nullable InetAddress source) {}
