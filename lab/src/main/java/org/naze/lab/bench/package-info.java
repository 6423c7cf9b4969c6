/** What benchmarks compare the command with. */
@NullMarked
package org.naze.lab.bench;

import org.jspecify.annotations.NullMarked;
