package org.naze.linux;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;

/** bpf(2), as far as programs of a control group can be asked about; nothing is changed by it. */
final class Bpf {
    private static final MemorySegment SYSCALL = Native.function("syscall");
    private static final int TEST_RUN = 10;
    private static final int FD_BY_ID = 13;
    private static final int INFO_BY_FD = 15;
    private static final int QUERY = 16;
    private static final int EFFECTIVE = 1;
    private static final int MOST_PROGRAMS = 64;
    private static final int ATTR_SIZE = 128;

    /** struct bpf_prog_info up to the name, which it ends with here. */
    private static final int INFO_SIZE = 80;

    private static final int INFO_NAME = 64;

    /** struct __sk_buff up to what may be given of it, and where the interface's number stands. */
    private static final int CONTEXT_SIZE = 44;

    private static final int CONTEXT_DEVICE = 40;

    private final Native os;

    /** The call has no function in the C library; its number is the machine's. */
    private final int number;

    Bpf(Native os) {
        this.os = os;
        number =
                switch (System.getProperty("os.arch", "")) {
                    case "amd64" -> 321;
                    case "aarch64", "riscv64" -> 280;
                    default -> -1;
                };
    }

    private int call(int command, Block attributes) {
        return number < 0
                ? -Native.EINVAL
                : os.call(SYSCALL, number, command, attributes.address(), ATTR_SIZE, 0, 0);
    }

    /** How many programs a group and those above it run at a hook, or the negative errno. */
    int count(int group, int hook) {
        Block attributes = os.block(ATTR_SIZE);
        attributes.bytes().putInt(0, group).putInt(4, hook).putInt(8, EFFECTIVE);
        int result = call(QUERY, attributes);
        return result < 0 ? result : attributes.bytes().getInt(24);
    }

    /** The numbers of those programs. */
    List<Integer> programs(int group, int hook) {
        Block ids = os.block(4 * MOST_PROGRAMS);
        Block attributes = os.block(ATTR_SIZE);
        attributes.bytes().putInt(0, group).putInt(4, hook).putInt(8, EFFECTIVE);
        attributes.bytes().putLong(16, ids.address()).putInt(24, MOST_PROGRAMS);
        int count = call(QUERY, attributes) < 0 ? 0 : attributes.bytes().getInt(24);
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(count, MOST_PROGRAMS); i++) {
            numbers.add(ids.bytes().getInt(4 * i));
        }
        return numbers;
    }

    /** A descriptor of a program, or the negative errno; it takes CAP_SYS_ADMIN. */
    int open(int program) {
        Block attributes = os.block(ATTR_SIZE);
        attributes.bytes().putInt(0, program);
        return call(FD_BY_ID, attributes);
    }

    /** The name that its loader gave it. */
    String name(int program) {
        Block info = os.block(INFO_SIZE);
        Block attributes = os.block(ATTR_SIZE);
        attributes.bytes().putInt(0, program).putInt(4, INFO_SIZE).putLong(8, info.address());
        return call(INFO_BY_FD, attributes) < 0 ? "" : Native.string(info.bytes(), INFO_NAME);
    }

    /**
     * Whether a program lets a packet pass: it is run on it for a trial, in this network namespace.
     * Counters of the program's own may count it; nothing is sent.
     *
     * @param frame the packet behind an Ethernet header
     * @param device the number of the interface that it leaves by or came in on
     * @return null where the kernel can't
     */
    @Nullable Boolean passes(int program, Block frame, int device) {
        Block context = os.block(CONTEXT_SIZE);
        context.bytes().putInt(CONTEXT_DEVICE, device);
        Integer result = run(program, frame, context, CONTEXT_SIZE);
        // Before Linux 5.8 no interface could be given.
        result = result == null ? run(program, frame, context, 0) : result;
        return result == null ? null : (result & 1) == 1;
    }

    private @Nullable Integer run(int program, Block frame, Block context, int contextSize) {
        Block attributes = os.block(ATTR_SIZE);
        attributes.bytes().putInt(0, program).putInt(8, frame.size());
        attributes.bytes().putLong(16, frame.address()).putInt(32, 1);
        if (contextSize > 0) {
            attributes.bytes().putInt(40, contextSize).putLong(48, context.address());
        }
        return call(TEST_RUN, attributes) < 0 ? null : attributes.bytes().getInt(4);
    }
}
