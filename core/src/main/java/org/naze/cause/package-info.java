/** One file a cause: a pure function from evidence to a finding. */
@NullMarked
package org.naze.cause;

import org.jspecify.annotations.NullMarked;
