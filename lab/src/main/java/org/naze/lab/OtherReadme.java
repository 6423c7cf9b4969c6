package org.naze.lab;

import java.nio.file.Path;
import org.naze.model.Verdict;

/**
 * The paragraph of figures in the READMEs of the other languages; {@link FaultPage} has English.
 */
enum OtherReadme {
    JA(
            "README.ja.md",
            """
            %1$d 個のシナリオを root、一般ユーザー、コンテナの権限で実行した結果、問題のある実行のうち
            %2$sでは、本当の原因が「可能性が高い」以上で先頭に挙がりました。さらに
            %3$sでは、そこからは区別できないものと並び、見分けるための確認方法がレポートに
            示されました。先頭の原因が正しかった割合は、「確定」が %4$s、
            「可能性が高い」が %5$s、「可能性あり」が %6$sです。
            誤った「確定」と、問題がないのに出た警告は、%8$d 回の実行のうち %7$d 回でした。
            各シナリオの結果と、curl、nmap、nc の答えは [docs/faults.md](docs/faults.md) にあります。
            """),
    ZH(
            "README.zh.md",
            """
            %1$d 个场景分别以 root、普通用户和容器的权限运行。在有故障的运行中，
            %2$s把真正的原因排在第一位，并且至少判为“很可能”；
            另有 %3$s与从那里看没有区别的原因并列，报告给出了区分的办法。
            排在第一位的原因属实的比例：“已确认”为 %4$s，“很可能”为 %5$s，
            “有可能”为 %6$s。确认有误，或者一切正常却报警：%8$d 次运行中 %7$d 次。
            每个场景的结果，以及 curl、nmap 和 nc 的说法，见 [docs/faults.md](docs/faults.md)。
            """);

    private final String file;
    private final String words;

    OtherReadme(String file, String words) {
        this.file = file;
        this.words = words;
    }

    /** The file below the project's folder. */
    Path file() {
        return Path.of(file);
    }

    /** What the file has to hold between its marks. */
    String paragraph(Figures figures) {
        var faults = figures.faults(Mode.values());
        return words.formatted(
                figures.rows().size(),
                wide(Figures.share(faults, run -> run.mark() == Mark.RIGHT)),
                wide(Figures.share(faults, run -> run.mark() == Mark.TIE)),
                truth(figures, Verdict.CONFIRMED),
                truth(figures, Verdict.LIKELY),
                truth(figures, Verdict.POSSIBLE),
                figures.count(Mark.FALSE, Mode.values()),
                figures.runs(Mode.values()).count());
    }

    private static String truth(Figures figures, Verdict verdict) {
        return wide(Figures.share(figures.firstAs(verdict), Figures.Run::isFirstTrue));
    }

    /** {@code 85 % (361 of 424)} with the marks of these languages. */
    private static String wide(String share) {
        return share.replace(" (", "（").replace(" of ", "/").replace(")", "）");
    }
}
