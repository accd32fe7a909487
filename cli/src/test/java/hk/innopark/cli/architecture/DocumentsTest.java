package hk.innopark.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.AlertKind;
import hk.innopark.events.FigureFields;
import hk.innopark.events.Signal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents name exists: classes, files, other documents and their headings. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum|@interface)\\s+([A-Z]\\w*)");
  private static final Pattern FENCED = Pattern.compile("(?s)```.*?\\n```");
  private static final Pattern QUOTED = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern CLASS_NAME =
      Pattern.compile("(?<![\\w.@/-])(?:[a-z]\\w*\\.)*([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)");

  /** Such as XTest. */
  private static final Pattern PATTERN_OF_NAMES = Pattern.compile("X[A-Z].*");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\|([^|]*)\\|");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern FILE_NAME =
      Pattern.compile("^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*/?$");

  /** Of documents for engineers; the others name what operators meet. */
  private static final Set<String> ABOUT_CODE =
      Set.of(
          "CONTRIBUTING.md",
          "docs/architecture.md",
          "docs/decisions.md",
          "docs/metrics.md",
          "docs/feeds.md",
          "docs/alerts.md",
          "docs/pages.md",
          "docs/tour.md",
          "docs/capacity.md",
          "docs/performance.md");

  /** Of others, or said to be no names of ours. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "Accept",
          "AsyncSinkBase",
          "Duration",
          "List",
          "Path",
          "ServiceLoader",
          "Helper",
          "Impl",
          "Manager",
          "Utils",
          "GoodParts",
          "PlantA",
          "Quality");

  private static Set<String> types;
  private static Set<Path> files;

  @BeforeAll
  static void read() throws IOException {
    types = new HashSet<>();
    files = new HashSet<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.equals(ROOT) ? "" : folder.getFileName().toString();
            return Set.of("target", ".git", "node_modules", "data").contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            files.add(file);
            if (file.toString().endsWith(".java")) {
              TYPE.matcher(Files.readString(file)).results().forEach(m -> types.add(m.group(1)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static List<String> documents() throws IOException {
    List<String> documents = new ArrayList<>(List.of("README.md", "CONTRIBUTING.md"));
    try (Stream<Path> found = Files.list(ROOT.resolve("docs"))) {
      found
          .map(file -> "docs/" + file.getFileName())
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .forEach(documents::add);
    }
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyClassThatIsNamedExists(String document) throws IOException {
    if (!ABOUT_CODE.contains(document)) {
      return;
    }
    Set<String> unknown = new TreeSet<>();
    for (String words : quoted(document)) {
      if (!words.startsWith("-")) {
        CLASS_NAME
            .matcher(words)
            .results()
            .map(name -> name.group(1))
            .filter(name -> !types.contains(name) && !NOT_OURS.contains(name))
            .filter(name -> !PATTERN_OF_NAMES.matcher(name).matches())
            .forEach(unknown::add);
      }
    }
    assertThat(unknown).as("classes that %s names", document).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyFileThatIsNamedExists(String document) throws IOException {
    Set<String> unknown = new TreeSet<>();
    for (String words : quoted(document)) {
      if (FILE_NAME.matcher(words).matches() && isInThisTree(words) && !isThere(words)) {
        unknown.add(words);
      }
    }
    assertThat(unknown).as("files that %s names", document).isEmpty();
  }

  /** A path that begins with a folder of this tree; others are topics, routes and the like. */
  private static boolean isInThisTree(String words) {
    int slash = words.indexOf('/');
    return slash > 0
        && Files.isDirectory(ROOT.resolve(words.substring(0, slash)))
        && !words.startsWith("data/");
  }

  private static boolean isThere(String words) {
    return Files.exists(ROOT.resolve(words))
        || words.contains("/target/")
        || words.contains("/NAME.");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(String document) throws IOException {
    Path folder = ROOT.resolve(document).getParent();
    Set<String> broken = new TreeSet<>();
    for (MatchResult link : LINK.matcher(unfenced(document)).results().toList()) {
      String[] parts = link.group(1).split("#", 2);
      if (link.group(1).contains("://") || link.group(1).startsWith("mailto:")) {
        continue;
      }
      Path target =
          parts[0].isEmpty() ? ROOT.resolve(document) : folder.resolve(parts[0]).normalize();
      if (!Files.exists(target) || (parts.length == 2 && !anchors(target).contains(parts[1]))) {
        broken.add(link.group(1));
      }
    }
    assertThat(broken).as("links of %s", document).isEmpty();
  }

  @Test
  void everySignalIsInTheListForEngineers() throws IOException {
    String list = Files.readString(ROOT.resolve("docs/connecting.md"));
    assertThat(Signal.values())
        .allMatch(signal -> list.contains("| `" + signal.wireName() + "` |"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"throughput", "energy", "sustainability", "quality_of_data"})
  void everyFigureIsInTheMetricReference(String measurement) throws IOException {
    Set<String> explained = new TreeSet<>();
    FIRST_CELL
        .matcher(Files.readString(ROOT.resolve("docs/metrics.md")))
        .results()
        .flatMap(cell -> QUOTED.matcher(cell.group(1)).results())
        .forEach(field -> explained.add(field.group(1)));
    assertThat(FigureFields.of(measurement)).isNotEmpty().allMatch(explained::contains);
  }

  @Test
  void everyKindOfAlertIsInTheTableOfAlerts() throws IOException {
    String table = Files.readString(ROOT.resolve("docs/alerts.md"));
    assertThat(AlertKind.values())
        .allMatch(kind -> table.contains("| `" + kind.wireName() + "` |"));
  }

  @Test
  void thereAreClassesAndFilesToBeFound() {
    assertThat(types).contains("TelemetryPipeline", "DocumentsTest").hasSizeGreaterThan(1000);
    assertThat(files).contains(ROOT.resolve("README.md"));
  }

  private static Set<String> anchors(Path document) throws IOException {
    Set<String> anchors = new HashSet<>();
    HEADING
        .matcher(Files.readString(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .forEach(anchors::add);
    return anchors;
  }

  private static List<String> quoted(String document) throws IOException {
    return QUOTED.matcher(unfenced(document)).results().map(words -> words.group(1)).toList();
  }

  private static String unfenced(String document) throws IOException {
    return FENCED.matcher(Files.readString(ROOT.resolve(document))).replaceAll("");
  }
}
