package org.naze;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.naze.cause.Cause;

/** The arrows of the design, and what the library must not use; each rule says why. */
class ArchitectureTest {
    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.naze");

    /** The constant pool counts class files from 45 for Java 1.1 (JVMS §4.1): 65 is Java 21. */
    private static final int JAVA_21 = 65;

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("org.naze..");
    }

    private static DescribedPredicate<JavaClass> oursBut(String... allowed) {
        return ours().and(DescribedPredicate.not(resideInAnyPackage(allowed)));
    }

    @Test
    void theModelKnowsNothingElseOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("org.naze.model")
                .should()
                .dependOnClassesThat(are(oursBut("org.naze.model")))
                .because("everything depends on the model: an arrow back would tie all in a knot")
                .check(CORE);
    }

    @Test
    void causesSeeFactsAndNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("org.naze.cause")
                .should()
                .dependOnClassesThat(are(oursBut("org.naze.model", "org.naze.cause")))
                .because("facts saved on another machine must be judged as if they were seen here")
                .check(CORE);
    }

    @Test
    void probesObserveAndDoNotJudge() {
        noClasses()
                .that()
                .resideInAPackage("org.naze.probe")
                .should()
                .dependOnClassesThat(are(oursBut("org.naze.model", "org.naze.probe")))
                .because("a fact is what was observed, not what a cause would like to hear")
                .check(CORE);
    }

    @Test
    void reportsTellWhatWasJudged() {
        DescribedPredicate<JavaClass> explained =
                resideInAPackage("org.naze.explain").and(simpleName("Explained"));
        noClasses()
                .that()
                .resideInAPackage("org.naze.report")
                .should()
                .dependOnClassesThat(
                        are(
                                oursBut("org.naze.model", "org.naze.report")
                                        .and(DescribedPredicate.not(explained))))
                .because(
                        "words must not depend on how a finding came about; an error text's"
                                + " meaning is data as a diagnosis is")
                .check(CORE);
    }

    @Test
    void explainingATextTakesNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("org.naze.explain")
                .should()
                .dependOnClassesThat(are(oursBut("org.naze.model", "org.naze.explain")))
                .because("a log is explained on machines that see nothing of the network in it")
                .check(CORE);
    }

    @Test
    void onlyTheDiagnoserSeesBothProbesAndCauses() {
        classes()
                .that(are(ours()))
                .and(seesProbesAndCauses())
                .should()
                .resideInAPackage("org.naze")
                .because(
                        "that is where facts turn into a diagnosis; anywhere else a cause could"
                                + " ask the network, or a probe could guess")
                .check(CORE);
    }

    private static DescribedPredicate<JavaClass> seesProbesAndCauses() {
        return DescribedPredicate.describe(
                "see probes and causes",
                type -> sees(type, "org.naze.probe") && sees(type, "org.naze.cause"));
    }

    private static boolean sees(JavaClass type, String name) {
        return type.getPackageName().equals(name)
                || type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> d.getTargetClass().getPackageName().equals(name));
    }

    @Test
    void causesDoNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage("org.naze.cause")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "javax.net..")
                .because("judging is a pure function: a lab's recording replays as a unit test")
                .check(CORE);
    }

    @Test
    void causesHaveNoClockThreadsOrChance() {
        noClasses()
                .that()
                .resideInAPackage("org.naze.cause")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.time..", "java.util.concurrent..", "java.util.random..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        System.class,
                        Thread.class,
                        Runtime.class,
                        java.util.Date.class,
                        java.util.Random.class,
                        java.util.Timer.class)
                .because("the same evidence has the same diagnosis, today and in a year")
                .check(CORE);
    }

    @Test
    void causesHaveNoState() {
        fields().that()
                .areDeclaredInClassesThat()
                .implement(Cause.class)
                .should()
                .beStatic()
                .andShould()
                .beFinal()
                .because("one instance judges all evidence, from any thread")
                .check(CORE);
    }

    @Test
    void theLibraryBringsNoFrameworkAndNoNativeCode() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "picocli..", "java.lang.foreign..", "sun..")
                .because("programs embed the core: no Netty, no command line, no native code")
                .check(CORE);
    }

    @Test
    void jsonIsReadAndWrittenInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.naze.report")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .because("strictness and bounds of what is read stand in one place")
                .check(CORE);
    }

    @Test
    void dnsjavaIsACodecOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.xbill\\.DNS\\.(.*Resolver|Lookup.*|NioClient|.*Cache)")
                .because(
                        "its I/O is not bounded by our deadlines, and its selector thread would"
                                + " outlive a query")
                .check(CORE);
    }

    @Test
    void theLibraryDoesNotPrint() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .because("standard output belongs to the program, and a report to its caller")
                .check(CORE);
    }

    @Test
    void theLibraryStartsNoProcess() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Runtime.class)
                .because("what only a tool can tell is asked for behind Platform")
                .check(CORE);
    }

    @Test
    void accessorsAreWords() {
        methods()
                .that()
                .areDeclaredInClassesThat(are(ours()))
                .and(DescribedPredicate.not(overridesForeign()))
                .should()
                .haveNameNotMatching("get[A-Z].*")
                .because("a record's component is called by its name, and so is everything else")
                .check(CORE);
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethod>
            overridesForeign() {
        return DescribedPredicate.describe(
                "override what Java named",
                method ->
                        Stream.concat(
                                        method.getOwner().getAllRawSuperclasses().stream(),
                                        method.getOwner().getAllRawInterfaces().stream())
                                .filter(type -> !type.getPackageName().startsWith("org.naze"))
                                .anyMatch(type ->
                                        type.tryGetMethod(
                                                        method.getName(),
                                                        method.getRawParameterTypes().stream()
                                                                .map(JavaClass::getFullName)
                                                                .toArray(String[]::new))
                                                .isPresent()));
    }

    @Test
    void classesAreNamedByWhatTheyAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such a name says nothing, and such a class takes in everything")
                .check(CORE);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(beInNullMarkedPackages())
                .because("a null is either said in the type or not there")
                .check(CORE);
    }

    private static ArchCondition<JavaClass> beInNullMarkedPackages() {
        return new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaPackage own = type.getPackage();
                if (!own.isAnnotatedWith(NullMarked.class)) {
                    String add = own.getName() + ": add a package-info.java with @NullMarked";
                    events.add(SimpleConditionEvent.violated(type, add));
                }
            }
        };
    }

    @Test
    void theLibraryRunsOnJava21() throws IOException {
        for (JavaClass type : CORE) {
            URI place = type.getSource().orElseThrow().getUri();
            assertThat(majorVersion(place))
                    .as("class file version of %s (maven.compiler.release of core)", type.getName())
                    .isEqualTo(JAVA_21);
        }
    }

    private static int majorVersion(URI classFile) throws IOException {
        try (InputStream in = classFile.toURL().openStream();
                var data = new DataInputStream(in)) {
            data.skipNBytes(6);
            return data.readUnsignedShort();
        }
    }
}
