package org.naze.cause;

/**
 * What several tries came to, taken together; the report's words stand under {@code
 * step.tries.<constant>}.
 */
public enum Steadiness {
    /** Each connected. */
    ALWAYS,
    /** Each connected, some only after the first SYN had been lost. */
    SLOW,
    /** Some connected only after the first SYN had been lost, others got no answer at all. */
    LOSS,
    /** None connected. */
    NEVER,
    /** One alone failed, which says nothing. */
    ONCE,
    /** What failed has nothing in common that is seen from here. */
    RANDOM,
    /** The name gave no address. */
    LOOKUP,
    /** Those to certain addresses failed. */
    ADDRESS,
    /** The same, and name servers differ in the addresses that they give. */
    SERVER,
    /** Those from odd source ports failed. */
    ODD,
    /** Those from even source ports failed. */
    EVEN,
    /** Those from a range of source ports failed. */
    RANGE,
    /** The same source port fails each time. */
    PORT,
    /** One of so many failed in turn. */
    PERIOD,
    /** One of so many connected in turn. */
    PERIOD_GOOD,
    /** Those within a time failed. */
    OUTAGE,
    /** The first connected, later ones hardly any. */
    LIMIT,
    /** The first failed, later ones did not. */
    MENDED
}
