package org.naze.model;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numeric addresses as clients read them, with no resolver and no interface of this machine
 * involved: four bytes or sixteen.
 */
public final class NumericAddress {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}|0[xX][0-9a-fA-F]{1,8}");
    private static final HexFormat HEX = HexFormat.of();

    private NumericAddress() {}

    /**
     * An IPv4 address in any of the forms that inet_aton(3) takes, one to four parts of which the
     * last fills the rest ({@code 127.1}), decimal or {@code 0x}; save with a leading zero: some
     * clients read that as octal, others as decimal, others refuse.
     */
    public static Optional<byte[]> v4(String text) {
        List<String> parts = List.of(text.split("\\.", -1));
        if (parts.size() > 4 || !parts.stream().allMatch(part -> NUMBER.matcher(part).matches())) {
            return Optional.empty();
        }
        if (parts.stream().anyMatch(NumericAddress::isAmbiguous)) {
            return Optional.empty();
        }
        long address = 0;
        for (String part : parts.subList(0, parts.size() - 1)) {
            long value = number(part);
            if (value > 255) {
                return Optional.empty();
            }
            address = address << 8 | value;
        }
        int rest = 8 * (5 - parts.size());
        long last = number(parts.getLast());
        if (last >>> rest != 0) {
            return Optional.empty();
        }
        address = address << rest | last;
        return Optional.of(
                new byte[] {
                    (byte) (address >> 24),
                    (byte) (address >> 16),
                    (byte) (address >> 8),
                    (byte) address
                });
    }

    /** Whether a part of an IPv4 address has a leading zero, which clients read differently. */
    static boolean isAmbiguous(String part) {
        return part.length() > 1 && part.charAt(0) == '0' && Character.isDigit(part.charAt(1));
    }

    private static long number(String part) {
        boolean hex = part.length() > 1 && (part.charAt(1) | 0x20) == 'x';
        String digits = hex ? part.substring(2) : part;
        return Long.parseLong(digits, hex ? 16 : 10);
    }

    /** An IPv6 address in the forms of RFC 4291 §2.2, without brackets and without a zone. */
    public static Optional<byte[]> v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, 8).filter(bytes -> bytes.length == 16);
        }
        Optional<byte[]> head = groups(text.substring(0, gap), 7);
        Optional<byte[]> tail = groups(text.substring(gap + 2), 7);
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > 14) {
            return Optional.empty();
        }
        byte[] all = java.util.Arrays.copyOf(head.get(), 16);
        System.arraycopy(tail.get(), 0, all, 16 - tail.get().length, tail.get().length);
        return text.substring(0, gap).contains(".") ? Optional.empty() : Optional.of(all);
    }

    /** Groups of four hexadecimal digits, the last two of which may be written as IPv4. */
    private static Optional<byte[]> groups(String text, int most) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        var bytes = new java.io.ByteArrayOutputStream();
        List<String> parts = List.of(text.split(":", -1));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.matches("[0-9a-fA-F]{1,4}")) {
                int group = Integer.parseInt(part, 16);
                bytes.write(group >> 8);
                bytes.write(group);
            } else if (i == parts.size() - 1
                    && part.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                    && v4(part).isPresent()) {
                bytes.writeBytes(v4(part).get());
            } else {
                return Optional.empty();
            }
        }
        return bytes.size() > 2 * most ? Optional.empty() : Optional.of(bytes.toByteArray());
    }

    /** Either family; IPv6 with or without a zone, which is left out. */
    public static Optional<byte[]> of(String text) {
        int zone = text.indexOf('%');
        return text.indexOf(':') >= 0 ? v6(zone < 0 ? text : text.substring(0, zone)) : v4(text);
    }

    /** The usual text: dotted quad, or the short form of RFC 5952. */
    public static String text(byte[] bytes) {
        return bytes.length == 4
                ? dotted(bytes, 0)
                : isMapped(bytes) ? "::ffff:" + dotted(bytes, 12) : shortForm(bytes);
    }

    private static String dotted(byte[] bytes, int from) {
        return "%d.%d.%d.%d"
                .formatted(
                        bytes[from] & 0xff,
                        bytes[from + 1] & 0xff,
                        bytes[from + 2] & 0xff,
                        bytes[from + 3] & 0xff);
    }

    /** Whether sixteen bytes are an IPv4 address in IPv6's clothes (RFC 4291 §2.5.5.2). */
    public static boolean isMapped(byte[] bytes) {
        return bytes.length == 16 && HEX.formatHex(bytes, 0, 12).equals("00000000000000000000ffff");
    }

    private static String shortForm(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(HEX.toHexDigits((short) groups[i]).replaceFirst("^0{1,3}", ""));
            }
        }
        return text.toString();
    }

    /**
     * Whether a network in {@code address/length} form holds the address; without a length it is
     * that address alone. What is neither holds nothing: evidence may come from a file.
     */
    public static boolean isIn(String network, String address) {
        int slash = network.indexOf('/');
        var base = of(slash < 0 ? network : network.substring(0, slash));
        var other = of(address);
        if (base.isEmpty() || other.isEmpty() || base.get().length != other.get().length) {
            return false;
        }
        int all = base.get().length * 8;
        String length = slash < 0 ? Integer.toString(all) : network.substring(slash + 1);
        return length.matches("\\d{1,3}")
                && Integer.parseInt(length) <= all
                && sameBits(base.get(), other.get(), Integer.parseInt(length));
    }

    private static boolean sameBits(byte[] a, byte[] b, int length) {
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((a[bit >> 3] & mask) != (b[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
