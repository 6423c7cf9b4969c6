package org.naze.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** With whose rights the command runs. Each scenario is set up once and run in all of them. */
enum Mode {
    /** All capabilities. */
    ROOT(List.of()),
    /** Nobody in particular: no capability, and none to be had. */
    USER(
            List.of(
                    "setpriv",
                    "--reuid=" + Mode.NOBODY,
                    "--regid=" + Mode.NOBODY,
                    "--clear-groups",
                    "--inh-caps=-all",
                    "--bounding-set=-all")),
    /** Root as container runtimes make it: uid 0 without NET_ADMIN and SYS_ADMIN. */
    CONTAINER(
            List.of(
                    "setpriv",
                    "--clear-groups",
                    "--inh-caps=-all",
                    "--bounding-set=-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid"
                            + ",+setpcap,+net_bind_service,+net_raw,+sys_chroot,+mknod,+audit_write"
                            + ",+setfcap"));

    /** The uid and gid of {@code nobody} and {@code nogroup} on Debian. */
    static final int NOBODY = 65534;

    private final List<String> prefix;

    Mode(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The command line that runs a command with these rights; whoever starts it is root. */
    List<String> wrap(List<String> command) {
        var wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }

    /** The word for it in scenarios and on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
