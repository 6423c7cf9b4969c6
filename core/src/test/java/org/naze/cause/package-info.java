@NullMarked
package org.naze.cause;

import org.jspecify.annotations.NullMarked;
