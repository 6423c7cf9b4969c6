/** What only the Linux kernel can answer, asked by netlink, socket options and /proc. */
@NullMarked
package org.naze.linux;

import org.jspecify.annotations.NullMarked;
