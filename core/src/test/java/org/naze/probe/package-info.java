@NullMarked
package org.naze.probe;

import org.jspecify.annotations.NullMarked;
