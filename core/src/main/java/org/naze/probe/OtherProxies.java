package org.naze.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Fact;
import org.naze.model.Fact.ProxySetting;
import org.naze.model.Fact.Purpose;
import org.naze.model.Target;

/**
 * Proxies in settings that only some programs follow. They are looked for where nothing names one
 * that the client surely goes through, and connected to, since a dead one stops those programs.
 */
record OtherProxies(Inquiry inquiry) {
    private static final long NAMES_MS = 1000;
    private static final long PROXY_MS = 700;
    private static final int MOST = 3;

    /** Variables without which there are no such settings on Linux. */
    private static final String[] SIGNS = {
        "XDG_CURRENT_DESKTOP",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "JAVA_TOOL_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "_JAVA_OPTIONS",
        "NAZE_KEPT_JAVA_TOOL_OPTIONS",
        "NAZE_KEPT_JDK_JAVA_OPTIONS",
        "NAZE_KEPT__JAVA_OPTIONS"
    };

    /** Whether it is worth looking: it may take a tool. */
    boolean mayExist() {
        Settings settings = inquiry.settings();
        boolean asked = settings.useProxy() && settings.proxy() == null;
        return asked
                && (settings.process() != null
                        || DesktopProxies.isOfSystem()
                        || isSet(settings.environment()));
    }

    private static boolean isSet(Map<String, String> environment) {
        for (String sign : SIGNS) {
            if (!environment.getOrDefault(sign, "").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Notes those that apply to the target, and whether they take connections. */
    void look() {
        found().stream().distinct().limit(MOST).forEach(this::take);
    }

    private List<ProxySetting> found() {
        Target target = inquiry.target();
        Settings settings = inquiry.settings();
        ClientProcess process = settings.process();
        Optional<JavaProperties> java = process == null ? Optional.empty() : process.java();
        var found = new ArrayList<ProxySetting>();
        if (java.isPresent()) {
            // Java's own clients pass these variables by; a library may read them.
            ProxySettings.of(settings.environment())
                    .choose(target)
                    .fact()
                    .map(p -> new ProxySetting(p.origin(), p.protocol(), p.host(), p.port()))
                    .ifPresent(found::add);
        } else {
            JavaProperties.of(List.of(), settings.environment())
                    .choose(target)
                    .ifPresent(found::add);
        }
        if (isWeb(target)) {
            for (ProxyTable table : new DesktopProxies(inquiry.platform(), settings).read()) {
                table.choose(target).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Programs of other kinds ask no desktop. */
    private static boolean isWeb(Target target) {
        return switch (target.scheme()) {
            case "http", "https", "ws", "wss" -> true;
            default -> false;
        };
    }

    private void take(ProxySetting setting) {
        inquiry.accept(setting);
        if (setting.host() == null) {
            inquiry.accept(
                    new Fact.Unchecked("proxy-script", Fact.Reason.UNSUPPORTED, setting.origin()));
        }
        String host = setting.host();
        Integer port = setting.port();
        if (host != null && port != null) {
            Names names = inquiry.names().resolve(host, Deadline.in(NAMES_MS), inquiry);
            names.finish(Deadline.in(0));
            List<Dial> dials =
                    names.addresses().stream()
                            .map(address -> new Dial(Purpose.OTHER_PROXY, address, port, null))
                            .toList();
            inquiry.platform().dial(dials, Deadline.in(PROXY_MS), inquiry);
        }
    }
}
