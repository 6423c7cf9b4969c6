package org.naze.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between the modules; here all of them are on the class path. */
class ArrowsTest {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.naze");

    @Test
    void nobodyNeedsTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.naze.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.naze.cli..")
                .because("the library and the platform are used by other programs, too")
                .check(ALL);
    }

    @Test
    void thePlatformAnswersAndDoesNotJudge() {
        noClasses()
                .that()
                .resideInAPackage("org.naze.linux..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.naze",
                        "org.naze.cause..",
                        "org.naze.report..",
                        "org.naze.explain..",
                        "org.naze.cli..")
                .because("what an operating system says is the same whatever it means")
                .check(ALL);
    }

    @Test
    void thePlatformIsFoundAndNotNamed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.naze.linux..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.naze.linux..")
                .because("on another system, or an older Java, it can't be loaded")
                .check(ALL);
    }

    @Test
    void nativeCallsStayInThePlatform() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.naze.linux..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .because("a mistake there ends the JVM, so it is looked for in one place")
                .check(ALL);
    }

    @Test
    void nothingPassesThroughAShell() {
        noClasses()
                .should()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .because("a command is its arguments: what comes from the network must not steer")
                .check(ALL);
    }

    @Test
    void optionsAreReadByOneLibraryInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.naze.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .because("the library has no command line")
                .check(ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(
                        new ArchCondition<JavaClass>("be in a @NullMarked package") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                                    String add =
                                            type.getPackageName()
                                                    + ": add a package-info.java with @NullMarked";
                                    events.add(SimpleConditionEvent.violated(type, add));
                                }
                            }
                        })
                .because("a null is either said in the type or not there")
                .check(ALL);
    }
}
