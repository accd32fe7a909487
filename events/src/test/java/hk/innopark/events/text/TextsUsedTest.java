package hk.innopark.events.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the keys of the texts against the sources of every module: what sources ask for is there,
 * and what is there is asked for.
 */
class TextsUsedTest {
  private static final Set<String> KEYS = Texts.of(Language.ENGLISH).all().keySet();

  /** A call that takes a key first: in a script, a page, or Java. */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?:\\bt\\(\\s*|[tT]exts(?:\\(ctx\\))?\\.get\\(\\s*|Message\\.of\\(\\s*"
              + "|AccessRefusedException\\(\\s*"
              + "|RequestException\\s*\\.(?:badRequest|unauthorized|forbidden|conflict|unavailable"
              + "|notFound)\\(\\s*)\"([^\"]*)\"(?!\\s*\\+)|\\{\\{t:([^}]*)}}");

  /** The beginning of a key to which a name is added. */
  private static final Pattern FAMILY =
      Pattern.compile(
          "\\bt\\(\\s*`([a-z0-9_.-]+\\.)\\$\\{|\\bnamed\\(\\s*\"([a-z0-9_-]+)\""
              + "|\"([a-z0-9_-]+\\.)\"\\s*\\+");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9_-]+(?:\\.[a-z0-9_-]+)+)\"");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+(?:-[A-Za-z0-9]+)*");

  private static final Set<String> asked = new TreeSet<>();
  private static final Set<String> families = new TreeSet<>();
  private static final Set<String> literals = new TreeSet<>();
  private static final Set<String> names = new TreeSet<>();

  @BeforeAll
  static void read() {
    Path root = Path.of("").toAbsolutePath().getParent();
    assumeThat(root.resolve("console/src/main")).as("the other modules' sources").exists();
    try (Stream<Path> modules = Files.list(root)) {
      modules
          .map(module -> module.resolve("src/main"))
          .filter(Files::isDirectory)
          .forEach(TextsUsedTest::readSources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readSources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().matches(".*\\.(java|js|html|yaml)"))
          // dashboards have files of their own
          .filter(file -> !file.toString().contains("/dashboards/"))
          .forEach(TextsUsedTest::readSource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readSource(Path file) {
    String source;
    try {
      source = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Matcher found = ASKED.matcher(source); found.find(); ) {
      asked.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
    for (Matcher found = FAMILY.matcher(source); found.find(); ) {
      families.add(
          found.group(1) != null
              ? found.group(1)
              : found.group(2) != null ? found.group(2) + '.' : found.group(3));
    }
    for (Matcher found = LITERAL.matcher(source); found.find(); ) {
      literals.add(found.group(1));
    }
    for (Matcher found = NAME.matcher(source); found.find(); ) {
      names.add(found.group().toLowerCase(Locale.ROOT));
    }
    // names of data may hold blanks, where a key has underscores
    for (Matcher found = Pattern.compile("\"([a-z-]+(?: [a-z-]+)+)\"").matcher(source);
        found.find(); ) {
      names.add(found.group(1).replace(' ', '_'));
    }
  }

  @Test
  void what_sources_ask_for_is_there() {
    assertThat(asked).hasSizeGreaterThan(200);
    Set<String> missing = new TreeSet<>(asked);
    missing.removeAll(KEYS);
    assertThat(missing).as("texts that no file has").isEmpty();
  }

  @Test
  void what_is_there_is_asked_for() {
    Set<String> unused = new TreeSet<>();
    for (String key : KEYS) {
      if (!asked.contains(key) && !literals.contains(key) && !isOfFamily(key)) {
        unused.add(key);
      }
    }
    assertThat(unused).as("texts that nothing asks for").isEmpty();
  }

  /** Whether a name that sources know makes the key, added to a beginning that they have. */
  private static boolean isOfFamily(String key) {
    return families.stream()
        .filter(key::startsWith)
        .map(family -> key.substring(family.length()))
        .anyMatch(rest -> names.contains(rest) || names.contains(rest.replaceFirst("\\..*", "")));
  }
}
