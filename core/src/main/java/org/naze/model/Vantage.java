package org.naze.model;

/** The machine from which a fact was seen. */
public enum Vantage {
    CLIENT,
    SERVER
}
