package org.naze.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;

/**
 * Looks for names like the target's that do have an address: in this machine's files, and by asking
 * the name server that knows none for the target. What it knows counts as little as what it makes
 * up for a name at random, so that is asked for, too.
 *
 * @param port the name server's, 53
 */
record NearNameProbe(KnownNames known, int port, Consumer<? super Fact> note) {
    /**
     * All names asked for. Many questions for names that don't exist are what malware asks on the
     * search for its master, and what watchmen look out for.
     */
    static final int MOST = 24;

    private static final int SIBLINGS = 4;
    private static final int FROM_FILES = 4;

    /** A name server, asked for several names at once, all within one deadline. */
    private record Asking(DnsServer server, Deadline deadline) {
        Map<String, List<DnsAnswer>> ask(Collection<String> names) {
            var answers = new LinkedHashMap<String, List<DnsAnswer>>();
            var series = new ArrayList<DnsSeries>();
            for (String name : names) {
                var ofName = new ArrayList<DnsAnswer>();
                answers.put(name, ofName);
                series.add(new DnsSeries(server, List.of(name), ofName::add));
            }
            try {
                new DnsClient().run(series, deadline);
            } catch (IOException e) {
                // No descriptor is left; the diagnosis itself will say so.
                answers.clear();
            }
            return answers;
        }
    }

    /** Notes each near name that is found by the deadline. */
    void look(Evidence soFar, Deadline deadline) {
        List<DnsAnswer> answers = soFar.all(DnsAnswer.class);
        Optional<DnsAnswer> teller = answers.stream().filter(NearNameProbe::isMissing).findFirst();
        if (teller.isEmpty() || has(answers, LookupStatus.FOUND)) {
            return;
        }
        String host = soFar.target().serverName();
        Map<String, String> hosts = known.hosts();
        hosts.entrySet().stream()
                .filter(entry -> isLike(entry.getKey(), host))
                .limit(FROM_FILES)
                .forEach(entry -> note.accept(inFile(entry.getKey(), entry.getValue())));
        boolean tcp = teller.get().transport().equals("tcp");
        var asking = new Asking(DnsServer.of(teller.get().server(), port, tcp), deadline);
        look(asking, host, asked(answers, host), domains(soFar, hosts.keySet()));
    }

    private static boolean isMissing(DnsAnswer answer) {
        return answer.status() == LookupStatus.NXDOMAIN || answer.status() == LookupStatus.NODATA;
    }

    private static boolean has(List<DnsAnswer> answers, LookupStatus status) {
        return answers.stream().anyMatch(answer -> answer.status() == status);
    }

    /** A slip apart, or the same without its domain. */
    private static boolean isLike(String name, String host) {
        return Spelling.isNear(name, host) || name.startsWith(host + ".");
    }

    private Fact inFile(String name, String address) {
        String file = known.root().resolve("etc/hosts").toString();
        return new Fact.NearName(name, file, List.of(address), null, null);
    }

    /** A short name is what its search domains make of it. */
    private static List<String> asked(List<DnsAnswer> answers, String host) {
        return host.contains(".")
                ? List.of(host)
                : answers.stream().map(DnsAnswer::name).distinct().limit(2).toList();
    }

    private static Set<String> domains(Evidence soFar, Set<String> hosts) {
        Stream<String> searched =
                soFar.all(Fact.NameServers.class).stream().flatMap(all -> all.search().stream());
        Stream<String> ofHosts =
                hosts.stream().filter(name -> name.contains(".")).map(NearNameProbe::parent);
        return Stream.concat(searched, ofHosts)
                .limit(3)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void look(Asking asking, String host, List<String> names, Set<String> domains) {
        var candidates = new LinkedHashSet<String>();
        known.ssh().stream()
                .filter(name -> isLike(name, host))
                .limit(FROM_FILES)
                .forEach(candidates::add);
        int left = MOST - SIBLINGS;
        for (String name : names) {
            List<String> above = above(name);
            left -= above.size();
            candidates.addAll(NearNames.of(name, wrong(asking.ask(above), name), domains));
        }
        Map<String, List<DnsAnswer>> found =
                asking.ask(candidates.stream().limit(Math.max(0, left)).toList());
        found.values().removeIf(answers -> addresses(answers).isEmpty());
        confirm(asking, found);
    }

    /** The domains that the name is in, save those that are there for certain. */
    private static List<String> above(String name) {
        var above = new ArrayList<String>();
        for (String domain = name; domain.contains(".") && above.size() < 3; ) {
            domain = parent(domain);
            if (domain.contains(".") || !NearNames.isTop(domain)) {
                above.add(domain);
            }
        }
        return above;
    }

    private static String parent(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The label of the topmost domain that isn't there: below it nothing is (RFC 8020). */
    private static int wrong(Map<String, List<DnsAnswer>> above, String name) {
        int wrong = 0;
        for (var domain : above.entrySet()) {
            if (has(domain.getValue(), LookupStatus.NXDOMAIN)) {
                String below = name.substring(0, name.length() - domain.getKey().length());
                wrong = (int) below.chars().filter(c -> c == '.').count();
            }
        }
        return wrong;
    }

    /** Some servers know a name only to block it: then its address is none. */
    private static List<String> addresses(List<DnsAnswer> answers) {
        return answers.stream()
                .flatMap(answer -> answer.addresses().stream())
                .filter(address -> !address.equals("0.0.0.0") && !address.equals("::"))
                .toList();
    }

    private void confirm(Asking asking, Map<String, List<DnsAnswer>> found) {
        var siblings = new LinkedHashMap<String, String>();
        for (String name : found.keySet()) {
            if (siblings.size() < SIBLINGS) {
                siblings.computeIfAbsent(beside(name), NearNameProbe::random);
            }
        }
        Map<String, List<DnsAnswer>> asked = asking.ask(siblings.values());
        found.forEach((name, answers) -> {
            String sibling = siblings.get(beside(name));
            if (sibling != null) {
                LookupStatus status = status(asked.getOrDefault(sibling, List.of()));
                String server = asking.server().text();
                note.accept(new Fact.NearName(name, server, addresses(answers), sibling, status));
            }
        });
    }

    /** Some servers make up an answer for every {@code www.}, and for no other. */
    private static String beside(String name) {
        boolean www = name.startsWith("www.");
        String rest = www ? name.substring(4) : name.contains(".") ? parent(name) : "";
        return (www ? "www.%." : "%.") + rest;
    }

    private static String random(String beside) {
        var letters = new StringBuilder("naze");
        for (int i = 0; i < 10; i++) {
            letters.append((char) ('a' + ThreadLocalRandom.current().nextInt(26)));
        }
        String name = beside.replace("%", letters);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static LookupStatus status(List<DnsAnswer> answers) {
        if (answers.isEmpty()) {
            return LookupStatus.NO_ANSWER;
        }
        return has(answers, LookupStatus.FOUND)
                ? LookupStatus.FOUND
                : answers.stream().allMatch(NearNameProbe::isMissing)
                        ? answers.getFirst().status()
                        : LookupStatus.NO_ANSWER;
    }
}
