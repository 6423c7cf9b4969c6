package org.naze.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact.Container;
import org.naze.model.Fact.ContainerKind;

/**
 * The marks that container runtimes leave in what they start.
 *
 * @param root the process's root directory
 * @param process its folder in /proc
 * @param environment its variables
 */
record ContainerSigns(Path root, Path process, Map<String, String> environment) {
    private static final int MAX_BYTES = 1 << 16;

    /** The numbers of the first namespaces, the same on every machine (linux/nsfs.h). */
    private static final Map<String, Long> FIRST =
            Map.of("ipc", 0xEFFFFFFFL, "uts", 0xEFFFFFFEL, "pid", 0xEFFFFFFCL);

    /** The first network namespace's is fixed since Linux 6.18; before that no other has it. */
    private static final long FIRST_NETWORK = 0xEFFFFFF9L;

    private static final Map<String, ContainerKind> IN_CGROUP =
            Map.of(
                    "kubepods", ContainerKind.KUBERNETES,
                    "docker", ContainerKind.DOCKER,
                    "libpod", ContainerKind.PODMAN,
                    "lxc", ContainerKind.LXC);

    /** The first mark found, or none. */
    Optional<Container> find() {
        return byVariable("KUBERNETES_SERVICE_HOST")
                .or(() -> byFile(".dockerenv", ContainerKind.DOCKER))
                .or(() -> byFile("run/.containerenv", ContainerKind.PODMAN))
                .or(() -> byVariable("container"))
                .or(this::byFirstProcess)
                .or(this::byCgroup)
                .or(this::byKernel);
    }

    private Container found(ContainerKind kind, String sign) {
        return new Container(kind, sign, kind == ContainerKind.WSL || isApart());
    }

    private Optional<Container> byFile(String file, ContainerKind kind) {
        Path path = root.resolve(file);
        return Files.exists(path) ? Optional.of(found(kind, "/" + file)) : Optional.empty();
    }

    private Optional<Container> byVariable(String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        found(
                                name.equals("container") ? named(value) : ContainerKind.KUBERNETES,
                                "$" + name));
    }

    /** systemd's container interface: the variable of the first process says what it runs in. */
    private Optional<Container> byFirstProcess() {
        for (String variable : read("proc/1/environ").split("\0", -1)) {
            if (variable.startsWith("container=")) {
                return Optional.of(found(named(variable.substring(10)), "$container"));
            }
        }
        return Optional.empty();
    }

    private static ContainerKind named(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "docker" -> ContainerKind.DOCKER;
            case "podman" -> ContainerKind.PODMAN;
            case "lxc" -> ContainerKind.LXC;
            case "systemd-nspawn" -> ContainerKind.NSPAWN;
            case "wsl" -> ContainerKind.WSL;
            default -> ContainerKind.OTHER;
        };
    }

    private Optional<Container> byCgroup() {
        String groups = read("proc/1/cgroup");
        return IN_CGROUP.keySet().stream()
                .filter(groups::contains)
                .min(String::compareTo)
                .map(IN_CGROUP::get)
                .map(kind -> found(kind, "/proc/1/cgroup"));
    }

    private Optional<Container> byKernel() {
        return read("proc/version").toLowerCase(Locale.ROOT).contains("microsoft")
                ? Optional.of(found(ContainerKind.WSL, "/proc/version"))
                : Optional.empty();
    }

    private String read(String file) {
        return TextFile.read(root, file, MAX_BYTES)
                        instanceof Answer.Known<TextFile>(TextFile(String text, boolean whole))
                ? text
                : "";
    }

    private boolean isApart() {
        Long network = namespace("net");
        boolean shares = network != null && network == FIRST_NETWORK;
        return !shares
                && FIRST.entrySet().stream()
                        .anyMatch(first -> {
                            Long own = namespace(first.getKey());
                            return own != null && !own.equals(first.getValue());
                        });
    }

    /** The number in {@code pid:[4026531836]}, or null where it can't be read. */
    private @Nullable Long namespace(String kind) {
        try {
            String link = Files.readSymbolicLink(process.resolve("ns").resolve(kind)).toString();
            String number = link.replaceFirst("^" + kind + ":\\[(\\d{1,18})]$", "$1");
            return number.equals(link) ? null : Long.valueOf(number);
        } catch (IOException e) {
            return null;
        }
    }
}
