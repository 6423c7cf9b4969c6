@NullMarked
package org.naze.linux;

import org.jspecify.annotations.NullMarked;
