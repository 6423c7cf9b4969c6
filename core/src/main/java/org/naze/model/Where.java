package org.naze.model;

/** Where a remedy is to be carried out. */
public enum Where {
    CLIENT,
    SERVER,
    NETWORK,
    DNS,
    CLOUD,
    PROXY
}
