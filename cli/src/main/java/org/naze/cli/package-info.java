/** The command; one file a subcommand. */
@NullMarked
package org.naze.cli;

import org.jspecify.annotations.NullMarked;
