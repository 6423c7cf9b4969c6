package org.naze.probe;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the platform of this system. */
public final class Platforms {
    private Platforms() {}

    /** The first provider that can be loaded here, else what pure Java can do. */
    public static Platform find() {
        Iterator<Platform> providers = ServiceLoader.load(Platform.class).iterator();
        Platform found = null;
        while (found == null) {
            found = next(providers);
        }
        return found;
    }

    /** Null where the provider is for a later Java or another system: the next one, then. */
    private static @Nullable Platform next(Iterator<Platform> providers) {
        try {
            return providers.hasNext() ? providers.next() : new PlainPlatform();
        } catch (ServiceConfigurationError | LinkageError e) {
            return null;
        }
    }
}
