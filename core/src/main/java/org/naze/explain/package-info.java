/** Error texts to symptoms and targets. */
@NullMarked
package org.naze.explain;

import org.jspecify.annotations.NullMarked;
