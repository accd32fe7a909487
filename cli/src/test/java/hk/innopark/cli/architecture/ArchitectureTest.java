package hk.innopark.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the code to the arrows of docs/architecture.md, and the arrows to the code. */
class ArchitectureTest {
  private static final String ROOT = "hk.innopark.";
  private static final String JOBS = ROOT + "jobs.";
  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>(?:(?!</dependency>).)*?</dependency>", Pattern.DOTALL);
  private static final Pattern OURS = Pattern.compile("<artifactId>innopark-([a-z]+)</artifactId>");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("hk.innopark");
  }

  @Test
  void modulesDependOnEachOtherAsTheDiagramSays() throws IOException {
    Arrows arrows = Arrows.under("## Modules");
    for (String module : arrows.names()) {
      Set<String> declared = dependenciesOf(module);
      assertThat(arrows.above(module)).as("what %s may use", module).containsAll(declared);
      assertThat(declared).as("what %s uses by its pom", module).containsAll(arrows.usedBy(module));
    }
  }

  @Test
  void classesUseNoModuleThatTheirOwnMayNot() throws IOException {
    Arrows arrows = Arrows.under("## Modules");
    Map<String, Set<String>> used = used(ArchitectureTest::moduleOf);
    assertThat(used).containsKeys("gateway", "jobs", "console", "notifier", "dashboards");
    used.forEach(
        (module, others) ->
            assertThat(arrows.above(module)).as("what %s may use", module).containsAll(others));
  }

  @Test
  void packagesOfTheJobDependOnEachOtherAsTheDiagramSays() throws IOException {
    Arrows arrows = Arrows.under("### Packages of the job");
    Map<String, Set<String>> used = used(ArchitectureTest::packageOfTheJob);
    assertThat(arrows.names()).containsAll(used.keySet());
    for (String name : arrows.names()) {
      Set<String> others = used.getOrDefault(name, Set.of());
      assertThat(arrows.above(name)).as("what %s may use", name).containsAll(others);
      assertThat(others).as("what %s uses", name).containsAll(arrows.usedBy(name));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events",
        "registry",
        "simulators",
        "transports",
        "gateway",
        "jobs",
        "testkit",
        "console",
        "notifier",
        "dashboards",
        "broker",
        "embedded",
        "operations",
        "cli"
      })
  void packagesOfAModuleFormNoCircle(String module) {
    slices()
        .matching(ROOT + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void theVocabularyKnowsNoServer() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "events..", ROOT + "registry..", ROOT + "simulators..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.flink..", "org.apache.kafka..", "org.eclipse.paho..", "com.influxdb..")
        .check(classes);
  }

  @Test
  void onlyTheJobAndWhatRunsItKnowFlink() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + "jobs..", ROOT + "embedded..", ROOT + "operations..", ROOT + "cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .check(classes);
  }

  @Test
  void thePipelineNamesNoConnector() {
    noClasses()
        .that(
            resideInAPackage(JOBS + "account..")
                .or(resideInAPackage(JOBS + "rollup.."))
                .or(resideInAPackage(JOBS + "figures.."))
                .or(resideInAPackage(JOBS + "alert.."))
                .or(resideInAPackage(JOBS + "ledger.."))
                .or(JavaClass.Predicates.simpleName("TelemetryPipeline")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            JOBS + "sink..",
            JOBS + "kafka..",
            "org.apache.flink.connector..",
            "org.apache.kafka..",
            "com.influxdb..")
        .check(classes);
  }

  @Test
  void thePipelineReadsNoWallClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            JOBS + "source..",
            JOBS + "decode..",
            JOBS + "sparkplug..",
            JOBS + "account..",
            JOBS + "rollup..",
            JOBS + "figures..",
            JOBS + "alert..",
            JOBS + "ledger..",
            JOBS + "element..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .check(classes);
  }

  private static Set<String> dependenciesOf(String module) throws IOException {
    Set<String> modules = new TreeSet<>();
    Matcher dependency = DEPENDENCY.matcher(Files.readString(Path.of("..", module, "pom.xml")));
    while (dependency.find()) {
      String text = dependency.group();
      Matcher ours = OURS.matcher(text);
      // a pom is there for the order of the build alone
      if (ours.find()
          && !text.contains("<scope>test</scope>")
          && !text.contains("<type>pom</type>")) {
        modules.add(ours.group(1));
      }
    }
    return modules;
  }

  /** Which groups the classes of each group use; a class without a group counts nowhere. */
  private static Map<String, Set<String>> used(Function<JavaClass, String> groupOf) {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass one : classes) {
      String group = groupOf.apply(one);
      if (group == null) {
        continue;
      }
      Set<String> others = used.computeIfAbsent(group, key -> new TreeSet<>());
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        String other = groupOf.apply(dependency.getTargetClass().getBaseComponentType());
        if (other != null && !other.equals(group)) {
          others.add(other);
        }
      }
    }
    return used;
  }

  private static String moduleOf(JavaClass one) {
    return one.getPackageName().startsWith(ROOT)
        ? one.getPackageName().substring(ROOT.length()).split("\\.", 2)[0]
        : null;
  }

  /** Below {@code hk.innopark.jobs}; that package itself is called pipeline. */
  private static String packageOfTheJob(JavaClass one) {
    String name = one.getPackageName() + '.';
    if (!name.startsWith(JOBS)) {
      return null;
    }
    return name.equals(JOBS) ? "pipeline" : name.substring(JOBS.length(), name.length() - 1);
  }
}
