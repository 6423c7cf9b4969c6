package org.naze.linux;

import java.util.List;

/**
 * The protocol that a rule with matches or targets of iptables is for. The kernel wants to be told
 * and does not tell: it is read from the test before, as iptables itself does.
 */
record CompatProtocol(int protocol, boolean inverted) {
    private static final int META_L4PROTO = 16;
    private static final CompatProtocol NONE = new CompatProtocol(0, false);

    static CompatProtocol of(List<Expression> expressions) {
        boolean wanted = false;
        for (Expression expression : expressions) {
            wanted |= expression.isCompat();
        }
        return wanted ? search(expressions) : NONE;
    }

    private static CompatProtocol search(List<Expression> expressions) {
        for (int i = 0; i + 1 < expressions.size(); i++) {
            Expression test = expressions.get(i + 1);
            byte[] value = test.data().nested(3).value(1);
            if (loadsProtocol(expressions.get(i))
                    && test.name().equals("cmp")
                    && value != null
                    && value.length == 1) {
                return new CompatProtocol(value[0] & 0xff, test.data().be32(2, 0) == 1);
            }
        }
        return NONE;
    }

    /** meta l4proto, or the IPv4 header's byte 9, or the IPv6 header's byte 6. */
    private static boolean loadsProtocol(Expression expression) {
        Attributes data = expression.data();
        int offset = data.be32(3, -1);
        return expression.name().equals("meta") && data.be32(2, -1) == META_L4PROTO
                || expression.name().equals("payload")
                        && data.be32(2, -1) == 1
                        && data.be32(4, -1) == 1
                        && (offset == 9 || offset == 6);
    }

    void write(NetlinkRequest batch, int attribute) {
        if (protocol != 0) {
            int compat = batch.open(attribute);
            batch.attributeBe32(1, protocol).attributeBe32(2, inverted ? 2 : 0);
            batch.close(compat);
        }
    }
}
