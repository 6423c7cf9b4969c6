package org.naze.model;

import java.util.List;

/**
 * That it was looked at again and again ({@code --recheck}).
 *
 * @param looks how often, the first one counted
 * @param elapsedMs from the first look to the last, milliseconds
 * @param changes what is otherwise now that it works; empty where it still does not
 */
public record Rechecked(int looks, long elapsedMs, List<Change> changes) {
    public Rechecked {
        changes = List.copyOf(changes);
    }
}
