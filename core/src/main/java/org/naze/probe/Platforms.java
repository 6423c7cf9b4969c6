package org.naze.probe;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the platform of this system. */
public final class Platforms {
    private Platforms() {}

    /** The first provider that can be loaded here, else what pure Java can do. */
    public static Platform find() {
        Iterator<Platform> providers = ServiceLoader.load(Platform.class).iterator();
        while (true) {
            try {
                return providers.hasNext() ? providers.next() : new PlainPlatform();
            } catch (ServiceConfigurationError | LinkageError e) {
                // A provider compiled for a later Java, or one for another system: the next, then.
                continue;
            }
        }
    }
}
