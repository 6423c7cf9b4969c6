package org.naze.probe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a name without an address may have been meant to be, the most probable first: a name has far
 * more neighbours than a name server may decently be asked for. Pure.
 */
final class NearNames {
    /** What people write for these is mostly them. */
    private static final List<String> TOPS =
            words("com net org info biz io dev app cloud cn jp de uk us local lan internal home");

    /** What hosts and domains are often called: a slip in one of these is told at once. */
    private static final List<String> USUAL =
            words(
                    "www api app web mail smtp imap ftp sftp vpn dns ntp ldap auth login admin chat"
                            + " socket websocket push live stream media video image static assets cdn"
                            + " proxy gateway router server client node master worker queue cache redis"
                            + " mysql maria postgres mongo database kafka rabbit mqtt broker search"
                            + " elastic docker registry kube git gitlab github jenkins build test stage"
                            + " staging prod production demo beta local internal intranet office corp"
                            + " shop store blog forum wiki docs help support status monitor grafana"
                            + " metrics logs backup storage files upload download game example domain"
                            + " company google amazon amazonaws azure cloud cloudflare");

    private static final String VOWELS = "aeiou";
    private static final String[] LOOKALIKES = {
        "0", "o", "o", "0", "1", "l", "l", "1", "i", "l", "rn", "m", "vv", "w", "5", "s"
    };

    private final List<String> labels;
    private final Set<String> all = new LinkedHashSet<>();

    private NearNames(String name) {
        labels = List.of(name.split("\\.", -1));
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    /**
     * Names to try, the name itself not among them.
     *
     * @param name in lower case, without final dot
     * @param wrong which of its labels holds the slip, as far as is known; else 0
     * @param domains that short names here are made whole with
     */
    static List<String> of(String name, int wrong, Collection<String> domains) {
        var near = new NearNames(name);
        near.usual(wrong);
        near.usual(0);
        near.top();
        near.labels();
        near.domains(name, domains);
        near.marks(name);
        near.all.addAll(near.changed(wrong));
        near.all.remove(name);
        return near.all.stream().filter(DnsMessage::isName).toList();
    }

    /** Whether a top-level domain is there for certain: those of countries have two letters. */
    static boolean isTop(String label) {
        return label.length() == 2 || TOPS.contains(label);
    }

    /** The name with another label in one place. */
    private void with(int place, String label) {
        var changed = new ArrayList<>(labels);
        changed.set(place, label);
        all.add(String.join(".", changed));
    }

    private void usual(int place) {
        String label = labels.get(place);
        USUAL.stream().filter(u -> Spelling.isNear(u, label)).limit(4).forEach(u -> with(place, u));
    }

    /** {@code .con}, {@code .cmo}; {@code examplecom}. */
    private void top() {
        int last = labels.size() - 1;
        String label = labels.get(last);
        if (last > 0) {
            TOPS.stream()
                    .filter(t -> Spelling.isNear(t, label))
                    .limit(3)
                    .forEach(t -> with(last, t));
        }
        TOPS.stream()
                .filter(t -> label.endsWith(t) && label.length() > t.length() + 2)
                .limit(1)
                .forEach(
                        t -> with(last, label.substring(0, label.length() - t.length()) + "." + t));
    }

    /** One label too many or too few. */
    private void labels() {
        String first = labels.getFirst();
        if (labels.size() > 2) {
            all.add(String.join(".", labels.subList(1, labels.size())));
        }
        if (first.startsWith("www") && first.length() > 3) {
            with(0, "www." + first.substring(3));
        }
        if (!first.equals("www") && labels.size() > 1) {
            with(0, "www." + first);
        }
    }

    /** A short name without its domain, or with one twice. */
    private void domains(String name, Collection<String> domains) {
        for (String domain : domains) {
            all.add(
                    name.endsWith("." + domain)
                            ? name.substring(0, name.length() - domain.length() - 1)
                            : labels.getFirst() + "." + domain);
        }
    }

    private void marks(String name) {
        for (String mark : List.of("_", "-")) {
            if (name.contains(mark)) {
                all.add(name.replace(mark, mark.equals("_") ? "-" : "_"));
                all.add(name.replace(mark, ""));
                all.add(name.replace(mark, "."));
            }
        }
    }

    private List<String> changed(int place) {
        var names = new ArrayList<String>();
        for (String slip : slips(labels.get(place))) {
            var changed = new ArrayList<>(labels);
            changed.set(place, slip);
            names.add(String.join(".", changed));
        }
        return names;
    }

    /** What is one slip away, each kind of slip in turn; nothing of an international label. */
    static List<String> slips(String label) {
        return label.startsWith("xn--")
                ? List.of()
                : inTurn(
                        List.of(
                                swapped(label),
                                dropped(label),
                                doubled(label),
                                lookalikes(label),
                                vowels(label)));
    }

    private static List<String> swapped(String label) {
        var slips = new ArrayList<String>();
        for (int i = 0; i + 1 < label.length(); i++) {
            slips.add(
                    label.substring(0, i)
                            + label.charAt(i + 1)
                            + label.charAt(i)
                            + label.substring(i + 2));
        }
        return slips;
    }

    /** Without one letter; of a doubled one first. */
    private static List<String> dropped(String label) {
        var slips = new ArrayList<String>();
        for (int i = 0; i < label.length() && label.length() > 1; i++) {
            boolean isDouble = i > 0 && label.charAt(i) == label.charAt(i - 1);
            slips.add(isDouble ? 0 : slips.size(), label.substring(0, i) + label.substring(i + 1));
        }
        return slips;
    }

    /** With one letter twice; of consonants within the word first, which most often are. */
    private static List<String> doubled(String label) {
        var slips = new ArrayList<String>();
        int likely = 0;
        for (int i = 0; i < label.length(); i++) {
            boolean within = i > 0 && i + 1 < label.length();
            boolean isLikely = within && VOWELS.indexOf(label.charAt(i)) < 0;
            String slip = label.substring(0, i + 1) + label.substring(i);
            slips.add(isLikely ? likely++ : slips.size(), slip);
        }
        return slips;
    }

    private static List<String> lookalikes(String label) {
        var slips = new ArrayList<String>();
        for (int i = 0; i < LOOKALIKES.length; i += 2) {
            if (label.contains(LOOKALIKES[i])) {
                slips.add(label.replaceFirst(LOOKALIKES[i], LOOKALIKES[i + 1]));
            }
        }
        return slips;
    }

    /** A vowel more between two letters that are none. */
    private static List<String> vowels(String label) {
        var slips = new ArrayList<String>();
        for (int i = 1; i < label.length(); i++) {
            for (int v = 0; v < VOWELS.length() && isGap(label, i); v++) {
                slips.add(label.substring(0, i) + VOWELS.charAt(v) + label.substring(i));
            }
        }
        return slips;
    }

    private static boolean isGap(String label, int at) {
        return VOWELS.indexOf(label.charAt(at - 1)) < 0 && VOWELS.indexOf(label.charAt(at)) < 0;
    }

    private static List<String> inTurn(List<List<String>> lists) {
        var all = new ArrayList<String>();
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<String> list : lists) {
                if (i < list.size()) {
                    all.add(list.get(i));
                }
            }
        }
        return all;
    }
}
