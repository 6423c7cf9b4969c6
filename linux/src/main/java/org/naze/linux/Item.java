package org.naze.linux;

/** A message that makes something: a table, a chain, a rule. */
final class Item {
    /** NEWTABLE and so on. */
    final int kind;

    final int family;
    final Attributes attributes;

    /** Translated from the tables of iptables-legacy. */
    final boolean legacy;

    Item(int kind, int family, Attributes attributes, boolean legacy) {
        this.kind = kind;
        this.family = family;
        this.attributes = attributes;
        this.legacy = legacy;
    }

    String table() {
        return attributes.text(RuleSet.TABLE);
    }

    /** The chain that a rule stands in. */
    String chain() {
        return attributes.text(RuleSet.RULE_CHAIN);
    }

    long handle() {
        return attributes.be64(RuleSet.RULE_HANDLE, -1);
    }

    /** Whether two rules stand in the same chain. */
    boolean isBeside(Item other) {
        return legacy == other.legacy
                && family == other.family
                && chain().equals(other.chain())
                && table().equals(other.table());
    }
}
