/** Faults in network namespaces, one file a scenario, run against the built command. */
@NullMarked
package org.naze.lab;

import org.jspecify.annotations.NullMarked;
