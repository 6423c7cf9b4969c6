package org.naze.probe;

import java.util.List;
import java.util.Optional;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;

/** Connects to the proxy that the client would go through. */
record ProxyDial(Inquiry inquiry) {
    private static final long NAMES_MS = 2500;
    private static final long PROXY_MS = 3200;

    /**
     * Whether there is a proxy and it takes connections. Then it decides, and the target itself is
     * not touched: this machine may not be able to, and need not.
     */
    boolean isAlive() {
        ProxyChoice choice = choice();
        if (choice instanceof ProxyChoice.Unreadable unreadable) {
            inquiry.accept(new Fact.UnreadableProxy(unreadable.origin()));
        }
        return choice.fact().filter(this::answers).isPresent();
    }

    private boolean answers(Fact.Proxy proxy) {
        inquiry.accept(proxy);
        environment().exceptions().ifPresent(inquiry);
        Names names = inquiry.names().resolve(proxy.host(), Deadline.in(NAMES_MS), inquiry);
        names.finish(Deadline.in(0));
        List<Dial> dials =
                names.addresses().stream()
                        .map(address -> new Dial(Purpose.PROXY, address, proxy.port(), null))
                        .toList();
        long waitMs = Math.min(PROXY_MS, inquiry.settings().timeoutMs());
        inquiry.platform().dial(dials, Deadline.in(waitMs), inquiry);
        return inquiry.soFar()
                .has(Connect.class, c -> c.purpose() == Purpose.PROXY && c.errno() == Errno.OK);
    }

    private ProxyChoice choice() {
        Settings settings = inquiry.settings();
        if (!settings.useProxy()) {
            return ProxySettings.none();
        }
        if (settings.proxy() != null) {
            return ProxySettings.explicit(settings.proxy());
        }
        ClientProcess process = settings.process();
        var java = process == null ? Optional.<JavaProperties>empty() : process.java();
        return java.isPresent()
                ? java.get().proxy(inquiry.target())
                : environment().choose(inquiry.target());
    }

    private ProxySettings environment() {
        return ProxySettings.of(inquiry.settings().environment());
    }
}
