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

    /** The language of a tag as {@code --lang} takes it. */
    public static Optional<Language> of(String tag) {
        for (Language language : values()) {
            if (language.tag().equals(tag.toLowerCase(Locale.ROOT))) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /**
     * The language of a POSIX locale (LC_ALL, LC_MESSAGES, LANG in that order, as given), English
     * where it is none of ours.
     */
    public static Language ofLocale(@Nullable String locale) {
        if (locale == null || locale.length() < 2) {
            return EN;
        }
        return of(locale.substring(0, 2)).orElse(EN);
    }
}
