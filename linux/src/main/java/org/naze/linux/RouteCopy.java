package org.naze.linux;

import java.nio.ByteBuffer;

/** A route for the scratch network. */
record RouteCopy(ByteBuffer original) {
    private static final int RTMSG = 12;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_CACHEINFO = 12;

    /** A nexthop object; the route says what is in it as well. */
    private static final int RTA_NH_ID = 30;

    private static final int CLONED = 0x200;

    /** RTNH_F_ONLINK; what the kernel adds (dead, link down, offloaded) it does not take back. */
    private static final int ONLINK = 4;

    private static final int RTNEXTHOP = 8;

    void write(NetlinkRequest request, int newRoute) {
        int flags = original.getInt(8);
        if ((flags & CLONED) != 0) {
            return;
        }
        request.message(newRoute, NetlinkRequest.CREATE);
        for (int i = 0; i < 8; i++) {
            request.u8(original.get(i));
        }
        request.u32(flags & ONLINK);
        Attributes from = Attributes.after(RTMSG, original);
        for (int at = from.first(); at >= 0; at = from.next(at)) {
            if (from.type(at) == RTA_MULTIPATH) {
                request.copy(clean(from.raw(at)));
            } else if (from.type(at) != RTA_CACHEINFO && from.type(at) != RTA_NH_ID) {
                request.copy(from.raw(at));
            }
        }
        request.end();
    }

    /** rtnexthop: length, flags, hops, interface; then the hop's attributes. */
    private byte[] clean(byte[] multipath) {
        ByteBuffer bytes = ByteBuffer.wrap(multipath).order(original.order());
        int at = 4;
        while (at + RTNEXTHOP <= multipath.length) {
            int length = bytes.getShort(at) & 0xffff;
            if (length < RTNEXTHOP) {
                break;
            }
            multipath[at + 2] &= ONLINK;
            at += length + 3 & ~3;
        }
        return multipath;
    }
}
