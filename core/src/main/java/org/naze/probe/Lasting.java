package org.naze.probe;

import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Unchecked;

/** What the person asked for besides, and what takes its time. */
record Lasting(Inquiry inquiry) {

    void look() {
        if (inquiry.settings().tries() > 0) {
            new Tries(inquiry).run();
        }
        if (inquiry.settings().holdMs() > 0) {
            new Holding(inquiry).run();
        }
    }

    /** Where a proxy connects, what this machine itself can reach says nothing. */
    void leaveOut() {
        if (inquiry.settings().tries() > 0) {
            inquiry.accept(new Unchecked("count", Reason.NOT_WANTED, "proxy"));
        }
        if (inquiry.settings().holdMs() > 0) {
            inquiry.accept(new Unchecked("hold", Reason.NOT_WANTED, "proxy"));
        }
    }
}
