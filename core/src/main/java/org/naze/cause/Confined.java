package org.naze.cause;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.naze.model.Command;
import org.naze.model.Errno;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Confinement;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.GroupProgram;
import org.naze.model.Fact.UnitAddresses;
import org.naze.model.Finding;
import org.naze.model.Where;

/** By what a client is confined, in words, and what mends each. */
final class Confined {
    private Confined() {}

    /**
     * What most probably said no: of what is in force on the program the one that says it with this
     * errno. A control group's programs say EPERM, security modules EACCES, a seccomp filter
     * whatever it was told to, and Landlock, which nothing shows, EACCES.
     */
    static Finding.Builder by(Scene scene, Connect c, Finding.Builder finding) {
        var confinement = own(scene);
        var program =
                scene.evidence()
                        .first(
                                GroupProgram.class,
                                p -> p.address().equals(c.address()) && p.passes() == null)
                        .filter(p -> process(scene).isEmpty());
        if (program.isPresent() && c.errno() == Errno.EPERM) {
            finding.with(words(scene, c, program.get()));
            return group(finding.variant("group-denies"), program.get());
        }
        if (c.errno() == Errno.EACCES && confinement.filter(Confinement::enforced).isPresent()) {
            return label(scene, c, finding, confinement.get());
        }
        if (confinement.filter(Confinement::filtersCalls).isPresent()) {
            return calls(finding.variant("calls"));
        }
        return c.errno() == Errno.EACCES
                ? finding.variant("landlock").remedy(Where.CLIENT, "landlock")
                : calls(finding);
    }

    private static Optional<AsProcess> process(Scene scene) {
        return scene.evidence().first(AsProcess.class);
    }

    /** Whether it tells of something in force on the client. */
    static boolean concerns(Scene scene, Confinement c) {
        boolean client = process(scene).filter(as -> as.pid() != c.pid()).isEmpty();
        return client && (c.filtersCalls() || c.label() != null);
    }

    /** What confines Naze itself, which made the connects. */
    static Optional<Confinement> own(Scene scene) {
        return scene.evidence()
                .first(
                        Confinement.class,
                        c -> process(scene).filter(as -> as.pid() == c.pid()).isEmpty());
    }

    static Map<String, String> words(Scene scene, Connect c, GroupProgram program) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("group", program.group());
        words.put("attach", program.attach());
        words.put("name", program.program());
        String client =
                process(scene).map(as -> as.command() + " (pid " + as.pid() + ")").orElse("-");
        words.put("program", client);
        return words;
    }

    static Map<String, String> words(Scene scene, Connect c, UnitAddresses unit) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("unit", unit.unit());
        words.put("deny", String.join(" ", unit.deny()));
        words.put("allow", unit.allow().isEmpty() ? "-" : String.join(" ", unit.allow()));
        return words;
    }

    /** systemd names the group by its unit. */
    static Finding.Builder group(Finding.Builder finding, GroupProgram program) {
        String last = program.group().substring(program.group().lastIndexOf('/') + 1);
        return last.matches("[A-Za-z0-9:_.@-]+\\.(service|scope|slice)")
                ? unit(finding, last)
                : finding.remedy(
                                Where.CLIENT,
                                "see-group",
                                Command.asRoot("bpftool", "cgroup", "tree"))
                        .remedy(Where.CLIENT, "leave-group");
    }

    static Finding.Builder unit(Finding.Builder finding, String unit) {
        return finding.remedy(Where.CLIENT, "allow-unit")
                .remedy(
                        Where.CLIENT,
                        "see-unit",
                        Command.of(
                                "systemctl",
                                "show",
                                "-p",
                                "IPAddressAllow,IPAddressDeny",
                                "--",
                                unit));
    }

    private static Finding.Builder label(
            Scene scene, Connect c, Finding.Builder finding, Confinement confinement) {
        var words = new HashMap<>(scene.wordsFor(c));
        words.put("label", String.valueOf(confinement.label()));
        words.put("module", String.valueOf(confinement.module()));
        finding.variant("label").with(words);
        return "selinux".equals(confinement.module())
                ? finding.remedy(
                                Where.CLIENT,
                                "see-selinux",
                                Command.asRoot("ausearch", "-m", "AVC", "-ts", "recent"))
                        .remedy(Where.CLIENT, "selinux")
                : finding.remedy(
                                Where.CLIENT,
                                "see-apparmor",
                                Command.asRoot("journalctl", "-k", "-g", "apparmor=.DENIED"))
                        .remedy(Where.CLIENT, "apparmor");
    }

    private static Finding.Builder calls(Finding.Builder finding) {
        return finding.remedy(
                        Where.CLIENT,
                        "see-calls",
                        Command.of("grep", "-E", "Seccomp|NoNewPrivs", "/proc/self/status"))
                .remedy(Where.CLIENT, "calls");
    }

    static Finding.Builder family(Finding.Builder finding) {
        return finding.remedy(Where.CLIENT, "family");
    }
}
