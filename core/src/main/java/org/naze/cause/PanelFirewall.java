package org.naze.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Page;
import org.naze.model.Finding;
import org.naze.model.Verdict;
import org.naze.model.Where;

/**
 * A hosting panel keeps the port closed. Never confirmed: that a panel is there says nothing of its
 * rules.
 */
final class PanelFirewall implements Cause {
    /**
     * A panel.
     *
     * @param key its part of the remedy's key
     * @param words what its pages' title, Server header or text hold, one of them, in lower case
     */
    private record Panel(String key, String name, List<String> words) {
        boolean isOf(Page page) {
            String text = String.join("\n", page.server(), page.title());
            String lower = text.toLowerCase(Locale.ROOT);
            return words.stream().anyMatch(w -> lower.contains(w) || page.marks().contains(w));
        }
    }

    private static final List<Panel> PANELS =
            List.of(
                    new Panel("aapanel", "aaPanel", List.of("aapanel", "aaPanel")),
                    new Panel("bt", "BT", List.of("/etc/init.d/bt", "\u5b9d\u5854")),
                    new Panel("cpanel", "cPanel", List.of("cpsrvd", "cpanel", "whm login")),
                    new Panel("plesk", "Plesk", List.of("sw-cp-server", "plesk")),
                    new Panel("directadmin", "DirectAdmin", List.of("directadmin")),
                    new Panel("webmin", "Webmin", List.of("miniserv", "webmin")),
                    new Panel("onepanel", "1Panel", List.of("1panel", "1pctl")),
                    new Panel("cyberpanel", "CyberPanel", List.of("cyberpanel")),
                    new Panel("hestia", "Hestia", List.of("hestia", "vesta")));

    @Override
    public String id() {
        return "panel-firewall";
    }

    @Override
    public Set<String> hiddenBy() {
        return BEFORE_IT_LEAVES;
    }

    @Override
    public Optional<Finding> judge(Scene scene) {
        return scene.failure(c -> isFiltered(scene, c))
                .flatMap(c ->
                        pages(scene, c).flatMap(p -> finding(scene, c, p).stream()).findFirst());
    }

    /** Nothing came back, or the host itself rejected it as no closed port does. */
    private static boolean isFiltered(Scene scene, Connect c) {
        boolean silent = scene.silence().filter(c::equals).isPresent();
        boolean rejected =
                c.icmp() != null
                        && c.icmp().from().equals(c.address())
                        && Net.isRejection(Objects.requireNonNull(c.icmp()));
        return (silent || rejected) && !scene.isHere(c.address());
    }

    private static Stream<Page> pages(Scene scene, Connect c) {
        return scene.evidence().all(Page.class, p -> p.address().equals(c.address())).stream();
    }

    private Optional<Finding> finding(Scene scene, Connect c, Page page) {
        boolean stops = Trail.of(scene, c).beyond().isPresent();
        return PANELS.stream()
                .filter(panel -> panel.isOf(page))
                .findFirst()
                .map(panel -> {
                    var words = new HashMap<>(scene.wordsFor(c));
                    words.put("panel", panel.name());
                    words.put("other", Integer.toString(page.port()));
                    words.put("said", said(page));
                    return Finding.of(id(), stops ? Verdict.POSSIBLE : Verdict.LIKELY)
                            .with(words)
                            .because("page", page)
                            .because(c.icmp() == null ? "silent" : "rejects", c)
                            .remedy(Where.SERVER, "open-" + panel.key())
                            .remedy(Where.CLOUD, "cloud")
                            .build();
                });
    }

    /** What the panel was known by. */
    private static String said(Page page) {
        return Stream.of(page.title(), page.server(), String.join(", ", page.marks()))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("-");
    }
}
