package org.naze.report;

import java.util.List;
import java.util.Map;
import org.naze.model.Command;
import org.naze.model.Diagnosis;
import org.naze.model.Diagnosis.AddressOutcome;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.AsProcess;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Unchecked;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Secret;
import org.naze.model.Verdict;
import org.naze.report.Layout.Color;

/** What follows the causes: how to tell them apart, and what was ruled out or not looked at. */
final class RestLines {
    private final Sheet sheet;
    private final Words words;
    private final Phrases phrases;
    private final Diagnosis diagnosis;

    RestLines(Sheet sheet, Diagnosis diagnosis) {
        this.sheet = sheet;
        this.words = sheet.words();
        this.phrases = new Phrases(words);
        this.diagnosis = diagnosis;
    }

    void checks(Advice advice) {
        if (diagnosis.checks().stream().anyMatch(advice::isNew)) {
            sheet.heading("heading.check");
            diagnosis.checks().forEach(check -> advice.check(check, "  "));
        }
    }

    void ruledOut() {
        List<Finding> out =
                diagnosis.causes().stream().filter(f -> f.verdict() == Verdict.RULED_OUT).toList();
        if (out.isEmpty()) {
            return;
        }
        sheet.heading("heading.ruled-out");
        for (Finding finding : out) {
            String why = phrases.explanation(finding);
            sheet.paragraph("  ", "    ", phrases.labelled(finding.cause(), why));
        }
    }

    void unchecked() {
        List<Unchecked> all =
                diagnosis.evidence().all(Unchecked.class).stream().distinct().toList();
        if (all.isEmpty()) {
            return;
        }
        sheet.heading("heading.unchecked");
        for (Unchecked u : all) {
            String why =
                    words.message("reason." + Kebab.of(u.reason()), Map.of("detail", u.detail()));
            sheet.paragraph("  ", "    ", phrases.labelled(question(u), why));
        }
        if (all.stream().anyMatch(u -> u.reason() == Reason.NOT_PERMITTED)) {
            asRoot();
        }
    }

    /** Saved facts may come from a later version, which asks what this one has no words for. */
    private String question(Unchecked u) {
        return words.messageIfAny("unchecked." + u.question(), Map.of())
                .orElseGet(() -> Safe.text(u.question()));
    }

    /** Whoever is root already lacks what sudo can't give; a secret left out can't be pasted. */
    private void asRoot() {
        Evidence evidence = diagnosis.evidence();
        String uri = evidence.target().uri();
        if (!evidence.has(Fact.Machine.class, Fact.Machine::root) && !uri.contains(Secret.STARS)) {
            sheet.arrow("  ", words.message("unchecked.as-root"));
            sheet.command("    ", again(evidence, uri).line(true));
        }
    }

    /** The call that sees more, by root. */
    private static Command again(Evidence evidence, String uri) {
        return evidence.first(AsProcess.class)
                .map(as -> Command.asRoot("naze", "--as", Integer.toString(as.pid()), uri))
                .orElseGet(() -> Command.asRoot("naze", uri));
    }

    /** After a success: why the program that failed may still fail. */
    void differ() {
        if (diagnosis.isProblem()) {
            return;
        }
        sheet.heading("heading.differ");
        boolean as = diagnosis.evidence().first(AsProcess.class).isPresent();
        sheet.bullet(words.message(as ? "differ.as" : "differ.user"));
        sheet.bullet(proxy());
        List<String> addresses =
                diagnosis.addresses().stream().map(AddressOutcome::address).toList();
        if (addresses.size() > 1) {
            String all = String.join(", ", addresses);
            sheet.bullet(words.message("differ.family", Map.of("addresses", all)));
        }
        if (!diagnosis.evidence().target().scheme().equals("tcp")) {
            sheet.bullet(words.message("differ.protocol"));
        }
    }

    private String proxy() {
        return diagnosis
                .evidence()
                .first(Fact.Proxy.class)
                .map(p -> words.message("differ.proxy", Map.of("proxy", p.host() + ":" + p.port())))
                .orElseGet(() -> words.message("differ.proxy-none"));
    }

    void facts() {
        sheet.blank();
        for (Evidence.Entry entry : diagnosis.evidence().entries()) {
            String kind = Kebab.of(entry.fact().getClass());
            String fact = String.valueOf(FactJson.write((Record) entry.fact()));
            String line = entry.id() + " " + kind + " " + fact;
            sheet.paragraph("  ", "    ", Safe.whole(line), Color.DIM);
        }
    }
}
