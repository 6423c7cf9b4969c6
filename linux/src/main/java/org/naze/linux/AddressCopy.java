package org.naze.linux;

import java.nio.ByteBuffer;

/** An address for the scratch network. */
record AddressCopy(ByteBuffer original) {
    private static final int IFA_FLAGS = 8;
    private static final int IFA_PROTO = 11;
    private static final int NODAD = 0x02;
    private static final int TENTATIVE = 0x40;
    private static final int DADFAILED = 0x08;

    /** The route to the address's network comes with the other routes, if it is there. */
    private static final int NOPREFIXROUTE = 0x200;

    void write(NetlinkRequest request) {
        Attributes from = Attributes.after(Links.IFADDRMSG, original);
        int header = original.get(2) & 0xff;
        int flags = from.u32(IFA_FLAGS, header) & ~(TENTATIVE | DADFAILED) | NOPREFIXROUTE;
        if (original.get(0) == Native.AF_INET6) {
            flags |= NODAD;
        }
        request.u8(original.get(0)).u8(original.get(1)).u8(flags).u8(original.get(3));
        request.u32(original.getInt(4)).attribute(IFA_FLAGS, flags);
        for (int at = from.first(); at >= 0; at = from.next(at)) {
            int type = from.type(at);
            if (type != IFA_FLAGS && type < IFA_PROTO) {
                request.copy(from.raw(at));
            }
        }
    }
}
