/** What was observed, what was judged of it, and nothing that does either. */
@NullMarked
package org.naze.model;

import org.jspecify.annotations.NullMarked;
