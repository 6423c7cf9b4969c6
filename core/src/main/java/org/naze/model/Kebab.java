package org.naze.model;

import java.util.Locale;

/** Names as the contract writes them: {@code SystemLookup} and {@code RULED_OUT} in kebab case. */
public final class Kebab {
    private Kebab() {}

    /** {@code RULED_OUT} as {@code ruled-out}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code DnsAnswer} as {@code dns-answer}. */
    public static String of(Class<?> type) {
        return type.getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
