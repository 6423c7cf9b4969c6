package org.naze.report;

import java.util.HashSet;
import java.util.Set;
import org.naze.model.Check;
import org.naze.model.Command;
import org.naze.model.Diagnosis;
import org.naze.model.Finding;
import org.naze.model.Kebab;
import org.naze.model.Remedy;
import org.naze.model.Where;
import org.naze.report.Layout.Color;

/** What to do and what to look at; no command stands in a report twice. Not thread-safe. */
final class Advice {
    private final Sheet sheet;
    private final Phrases phrases;
    private final Diagnosis diagnosis;
    private final Set<String> given = new HashSet<>();
    private final Set<Command> checks = new HashSet<>();

    Advice(Sheet sheet, Diagnosis diagnosis) {
        this.sheet = sheet;
        this.phrases = new Phrases(sheet.words());
        this.diagnosis = diagnosis;
        diagnosis.checks().forEach(check -> checks.add(check.command()));
    }

    /**
     * The words, the command, what takes it back, and what it may cost. A command that a check has
     * as well stands there, with what it tells.
     */
    void remedy(Finding finding, Remedy remedy, String indent) {
        String text = phrases.remedy(finding, remedy) + place(remedy.where());
        Command command = remedy.command();
        if (command == null) {
            if (given.add(text)) {
                sheet.arrow(indent, text);
            }
        } else if (!checks.contains(command) && given.add(line(remedy.where(), command))) {
            sheet.arrow(indent, text);
            sheet.command(indent + "  ", line(remedy.where(), command));
            back(finding, remedy, indent + "    ");
        }
    }

    private void back(Finding finding, Remedy remedy, String indent) {
        Words words = sheet.words();
        if (remedy.undo() != null) {
            String undo = line(remedy.where(), remedy.undo());
            sheet.line(indent, phrases.labelled(words.message("undo"), undo), Color.DIM);
        }
        phrases.risk(finding, remedy)
                .map(risk -> phrases.labelled(words.message("risk"), risk))
                .ifPresent(risk -> sheet.paragraph(indent, indent, risk));
    }

    /** What a check's command shows, and what that means. */
    void check(Check check, String indent) {
        String line = line(check.where(), check.command());
        if (given.add(line)) {
            sheet.arrow(indent, sheet.words().message("check." + check.key(), check.values()));
            sheet.command(indent + "  ", line);
        }
    }

    /** Whether this command is yet to be printed. */
    boolean isNew(Check check) {
        return !given.contains(line(check.where(), check.command()));
    }

    private String line(Where where, Command command) {
        return Phrases.line(diagnosis, where, command);
    }

    private String place(Where where) {
        return " [" + sheet.words().message("where." + Kebab.of(where)) + "]";
    }
}
