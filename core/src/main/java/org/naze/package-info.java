/** The way in: a target to a diagnosis. Only this package sees both probes and causes. */
@NullMarked
package org.naze;

import org.jspecify.annotations.NullMarked;
