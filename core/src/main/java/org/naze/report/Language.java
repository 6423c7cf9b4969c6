package org.naze.report;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The languages of the reports. A language is a set of files; English stands in for what it lacks.
 */
public enum Language {
    EN,
    JA,
    ZH;

    /** {@code en}, {@code ja}, {@code zh}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The language of a tag ({@code zh}, {@code zh-Hant-TW}) or of a POSIX locale ({@code
     * zh_TW.UTF-8}), by its first part alone: those who read another script or region of a language
     * are still better served by it than by English.
     */
    public static Optional<Language> of(String tag) {
        String first = tag.substring(0, endOfFirstPart(tag)).toLowerCase(Locale.ROOT);
        for (Language language : values()) {
            if (language.tag().equals(first)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    private static int endOfFirstPart(String tag) {
        int end = 0;
        while (end < tag.length() && "-_.@".indexOf(tag.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /**
     * The language of a POSIX locale (LC_ALL, LC_MESSAGES, LANG in that order, as given), English
     * where it is none of ours.
     */
    public static Language ofLocale(@Nullable String locale) {
        return locale == null ? EN : of(locale).orElse(EN);
    }
}
