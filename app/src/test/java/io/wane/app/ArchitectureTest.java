package io.wane.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import io.wane.core.plugin.Plugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of ARCHITECTURE.md that can be seen in the classes of the modules. No rule names a class that it spares. */
@AnalyzeClasses(locations = ArchitectureTest.Modules.class)
class ArchitectureTest {

    /** The modules before this one in the reactor, and this one; plugins are not on the class path, hence by folder. */
    static final class Modules implements LocationProvider {

        private static final List<String> NAMES = List.of(
                "core",
                "testkit",
                "decay-functions",
                "feature-behavior",
                "model-tribuo",
                "store-mapdb",
                "engine",
                "decisions",
                "simulator",
                "app");

        @Override
        public Set<Location> get(Class<?> test) {
            return NAMES.stream().map(Modules::classes).collect(Collectors.toSet());
        }

        private static Location classes(String module) {
            Path classes =
                    Path.of("..", module, "target", "classes").toAbsolutePath().normalize();
            assertThat(Files.isDirectory(classes))
                    .as("the classes of module %s, in %s; build from the root of the checkout", module, classes)
                    .isTrue();
            return Location.of(classes);
        }
    }

    private static final String[] PLUGINS = {
        "io.wane.decays..", "io.wane.behavior..", "io.wane.tribuo..", "io.wane.mapdb..",
    };

    // In the direction in which data flows.
    private static final List<String> ENGINE = List.of(
            "files", "ingest", "plugin", "pipeline", "fitting", "interest", "training", "evaluation", "artifact");

    // Each library and the one module that may see its types; some modules are still to come.
    private static final Map<String, String[]> LIBRARIES = Map.of(
            "io.wane.tribuo..", new String[] {"org.tribuo..", "com.oracle.labs.mlrg.olcut..", "com.google.protobuf.."},
            "io.wane.mapdb..", new String[] {"org.mapdb.."},
            "io.wane.dl4j..", new String[] {"org.deeplearning4j..", "org.nd4j.."},
            "io.wane.djl..", new String[] {"ai.djl.."},
            "io.wane.text..", new String[] {"opennlp.."});

    @ArchTest
    static final ArchRule coreDependsOnNothingButTheJdk = only("io.wane.core..");

    @ArchTest
    static final ArchRule decayFunctionsDependOnCoreAlone = only("io.wane.decays..", "io.wane.core..");

    @ArchTest
    static final ArchRule behaviorFeaturesDependOnCoreAlone = only("io.wane.behavior..", "io.wane.core..");

    @ArchTest
    static final ArchRule tribuoModelsDependOnCoreAndTribuo = only(
            "io.wane.tribuo..",
            "io.wane.core..",
            "org.tribuo..",
            "com.oracle.labs.mlrg.olcut..",
            "com.google.protobuf..");

    @ArchTest
    static final ArchRule theMapdbStoreDependsOnCoreAndMapdb = only("io.wane.mapdb..", "io.wane.core..", "org.mapdb..");

    @ArchTest
    static final ArchRule theEngineDependsOnCoreAndItsReadersAndNumerics = only(
            "io.wane.engine..",
            "io.wane.core..",
            "com.fasterxml.jackson..",
            "de.siegmar.fastcsv..",
            "org.hipparchus..");

    @ArchTest
    static final ArchRule theEngineReadsFilesInIngestAndArtifactAlone = noClasses()
            .that()
            .resideInAPackage("io.wane.engine..")
            .and()
            .resideOutsideOfPackages("io.wane.engine.ingest..", "io.wane.engine.artifact..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "de.siegmar.fastcsv..");

    @ArchTest
    static final ArchRule decisionsDependOnCoreAndEngine =
            only("io.wane.decisions..", "io.wane.core..", "io.wane.engine..");

    @ArchTest
    static final ArchRule theSimulatorDependsOnCoreAndJackson =
            only("io.wane.simulator..", "io.wane.core..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule theTestkitDependsOnCoreAndTestLibraries = only(
            "io.wane.testkit..",
            "io.wane.core..",
            "org.junit..",
            "org.opentest4j..",
            "org.apiguardian..",
            "org.assertj..",
            "net.jqwik..");

    @ArchTest
    static final ArchRule theAppIsNotCompiledAgainstAPlugin = only(
            "io.wane.app..",
            "io.wane.core..",
            "io.wane.engine..",
            "io.wane.decisions..",
            "io.wane.simulator..",
            "com.google.inject..",
            "picocli..",
            "com.fasterxml.jackson..",
            "me.tongfei.progressbar..");

    @ArchTest
    static final ArchRule nobodyDependsOnBenchmarks =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.wane.benchmarks..");

    @ArchTest
    static final ArchRule guiceIsKnownToTheWiringAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.wane.app.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "javax.inject..");

    @ArchTest
    static final ArchRule noPackagesFormACycle =
            slices().matching("io.wane.(**)").should().beFreeOfCycles();

    @ArchTest
    static void theTypesOfALibraryStayInOneModule(JavaClasses classes) {
        LIBRARIES.forEach((module, types) -> noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(types)
                .check(classes));
    }

    @ArchTest
    static void packagesOfTheEngineUseOnlyThoseBeforeThem(JavaClasses classes) {
        for (int i = 0; i < ENGINE.size() - 1; i++) {
            String[] later = ENGINE.subList(i + 1, ENGINE.size()).stream()
                    .map(name -> "io.wane.engine." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.wane.engine." + ENGINE.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(classes);
        }
        classes()
                .that()
                .resideInAPackage("io.wane.engine..")
                .should()
                .resideInAnyPackage(ENGINE.stream()
                        .map(name -> "io.wane.engine." + name + "..")
                        .toArray(String[]::new))
                .check(classes);
    }

    @ArchTest
    static final ArchRule onlyTheAppReadsTheClock = noClasses()
            .that()
            .resideOutsideOfPackage("io.wane.app..")
            .should()
            .accessTargetWhere(calls("the clock", (owner, name, parameters) -> switch (owner) {
                case "java.lang.System" ->
                    Set.of("currentTimeMillis", "nanoTime").contains(name);
                case "java.util.Date", "java.util.GregorianCalendar" ->
                    parameters == 0 && name.equals(JavaConstructor.CONSTRUCTOR_NAME);
                case "java.util.Calendar" -> name.equals("getInstance");
                default ->
                    owner.startsWith("java.time.")
                            && (name.equals("now") || name.startsWith("system") || name.startsWith("tick"));
            }));

    @ArchTest
    static final ArchRule randomnessHasASeed = noClasses()
            .that()
            .resideOutsideOfPackage("io.wane.app..")
            .should()
            .accessTargetWhere(calls("something random without a seed", (owner, name, parameters) -> switch (owner) {
                case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
                case "java.util.UUID" -> name.equals("randomUUID");
                case "java.security.SecureRandom", "java.util.concurrent.ThreadLocalRandom" -> true;
                case "java.util.Random", "java.util.SplittableRandom" ->
                    parameters == 0 && name.equals(JavaConstructor.CONSTRUCTOR_NAME);
                case "java.util.Collections" -> name.equals("shuffle") && parameters == 1;
                default ->
                    owner.startsWith("java.util.random.")
                            && (name.equals("getDefault") || (name.equals("create") && parameters == 0));
            }));

    // File names, identifiers and data must be the same for everybody, and so should messages be.
    @ArchTest
    static final ArchRule textDependsOnNoLocale = noClasses()
            .should()
            .accessTargetWhere(calls(
                    "a conversion that asks the machine for its language", (owner, name, parameters) -> switch (owner) {
                        case "java.lang.String" ->
                            (name.equals("format") && parameters == 2)
                                    || name.equals("formatted")
                                    || (name.matches("to(Lower|Upper)Case") && parameters == 0);
                        case "java.io.PrintStream", "java.io.PrintWriter" -> name.equals("printf") && parameters == 2;
                        case "java.time.format.DateTimeFormatter" -> name.equals("ofPattern") && parameters == 1;
                        default -> owner.startsWith("java.text.") && name.endsWith("Instance") && parameters == 0;
                    }));

    @ArchTest
    static void theRulesOnClocksAndDiceSeeEveryOne(JavaClasses classes) {
        JavaClasses offences =
                new ClassFileImporter().importPath(Path.of("target", "test-classes", "io", "wane", "offences"));
        assertThat(onlyTheAppReadsTheClock.evaluate(offences).getFailureReport().getDetails())
                .hasSize(7);
        assertThat(randomnessHasASeed.evaluate(offences).getFailureReport().getDetails())
                .hasSize(7);
    }

    @ArchTest
    static final ArchRule publicFieldsOfCoreAreFinal = fields().that()
            .areDeclaredInClassesThat(resideInAPackage("io.wane.core.."))
            .and()
            .arePublic()
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule coreHasNoSetters = methods()
            .that()
            .areDeclaredInClassesThat(resideInAPackage("io.wane.core.."))
            .should()
            .haveNameNotMatching("set[A-Z].*");

    @ArchTest
    static final ArchRule aPluginModuleShowsItsPluginAndNothingElse = classes()
            .that()
            .resideInAnyPackage(PLUGINS)
            .and()
            .arePublic()
            .should()
            .haveSimpleNameEndingWith("Plugin")
            .andShould()
            .implement(Plugin.class)
            .andShould()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static void aPluginModuleHasOnePlugin(JavaClasses classes) {
        for (String plugin : PLUGINS) {
            assertThat(classes.that(resideInAPackage(plugin)).stream()
                            .filter(type -> type.isAssignableTo(Plugin.class)))
                    .as("plugins in %s", plugin)
                    .hasSize(1);
        }
    }

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints =
            noClasses().that().resideOutsideOfPackage("io.wane.app.cli..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule thePipelineUsesNoStreams = noClasses()
            .that()
            .resideInAPackage("io.wane.engine.pipeline..")
            .should()
            .accessTargetWhere(describe("a stream is made or used", ArchitectureTest::streams));

    // Of plugins, these and all that they call of their own; what reads settings may use streams.
    private static final Set<String> PER_EVENT_OR_ROW =
            Set.of("value", "evaluate", "add", "read", "score", "explain", "append", "scan");

    @ArchTest
    static void whatRunsPerEventOrRowUsesNoStreams(JavaClasses classes) {
        assertThat(streamsPerEventOrRow(classes.that(resideInAnyPackage(PLUGINS))))
                .isEmpty();
    }

    @ArchTest
    static void theRuleOnStreamsSeesThoseThatAreCalledFromElsewhere(JavaClasses classes) {
        JavaClasses offences =
                new ClassFileImporter().importPath(Path.of("target", "test-classes", "io", "wane", "offences"));
        assertThat(streamsPerEventOrRow(offences)).hasSize(4); // two, each made and used
    }

    private static List<String> streamsPerEventOrRow(Iterable<JavaClass> classes) {
        Map<String, JavaCodeUnit> units = new HashMap<>();
        Deque<JavaCodeUnit> next = new ArrayDeque<>();
        for (JavaClass type : classes) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                units.put(unit.getFullName(), unit);
                if (PER_EVENT_OR_ROW.contains(unit.getName())) {
                    next.add(unit);
                }
            }
        }
        Set<JavaCodeUnit> reached = new LinkedHashSet<>(next);
        while (!next.isEmpty()) {
            for (JavaAccess<?> access : next.remove().getAccessesFromSelf()) {
                JavaCodeUnit called = units.get(access.getTarget().getFullName());
                if (called != null && reached.add(called)) {
                    next.add(called);
                }
            }
        }
        List<String> streams = new ArrayList<>();
        for (JavaCodeUnit unit : reached) {
            unit.getAccessesFromSelf().stream()
                    .filter(ArchitectureTest::streams)
                    .map(JavaAccess::getDescription)
                    .forEach(streams::add);
        }
        return streams;
    }

    private static boolean streams(JavaAccess<?> access) {
        return access.getTarget().getOwner().getPackageName().equals("java.util.stream")
                || (access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                        && unit.getRawReturnType().getPackageName().equals("java.util.stream"));
    }

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes()
            .should()
            .haveNameNotMatching(".*(Utils?|Manager|Impl|Helper)$")
            .andShould()
            .resideOutsideOfPackages("..util..", "..impl..", "..common..", "..manager..");

    // Besides itself and the JDK.
    private static ArchRule only(String module, String... others) {
        String[] allowed = new String[others.length + 2];
        System.arraycopy(others, 0, allowed, 2, others.length);
        allowed[0] = module;
        allowed[1] = "java..";
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    private interface Call {
        boolean matches(String owner, String name, int parameters);
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String what, Call call) {
        return describe(
                "it is " + what,
                access -> access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                        && call.matches(
                                unit.getOwner().getName(),
                                unit.getName(),
                                unit.getRawParameterTypes().size()));
    }
}
