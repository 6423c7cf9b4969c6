package org.naze.probe;

/**
 * A line of /proc/PID/stat (proc(5)).
 *
 * @param name the command's; it may hold blanks and brackets
 * @param state {@code R}, {@code S}, {@code Z} …
 * @param flags PF_* of linux/sched.h
 * @param started in clock ticks since boot
 */
record ProcessStat(String name, char state, long flags, long started) {
    /** As proc(5) counts them, less the two before the state and one for counting from 0. */
    private static final int FLAGS = 9 - 3;

    private static final int START = 22 - 3;

    static ProcessStat of(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        String[] rest = line.substring(close + 1).strip().split(" ");
        return new ProcessStat(
                line.substring(open + 1, close),
                rest[0].charAt(0),
                Long.parseLong(rest[FLAGS]),
                Long.parseLong(rest[START]));
    }
}
