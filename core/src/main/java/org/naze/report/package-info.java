/** The diagnosis in words and in JSON. */
@NullMarked
package org.naze.report;

import org.jspecify.annotations.NullMarked;
