/** Asks the network and the machine; what they answer is a fact, never an exception. */
@NullMarked
package org.naze.probe;

import org.jspecify.annotations.NullMarked;
