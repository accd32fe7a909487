package hk.innopark.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;

/**
 * Figures that are known to be right, in a text file for people: a line for each row, and under it
 * a line for each figure that is there and is not zero. Run with {@code -Dinnopark.golden=update},
 * it is written anew; the review of the difference is the review of the change.
 */
public final class GoldenFile {
  /** The system property; {@code update} writes golden files instead of comparing. */
  public static final String PROPERTY = "innopark.golden";

  private static final String UPDATE = "update";
  private static final int DIFFERENCES_SHOWN = 25;

  private final Path file;

  private GoldenFile(Path file) {
    this.file = file;
  }

  /** {@code src/test/resources/golden/NAME.golden} of the module that is tested. */
  public static GoldenFile named(String name) {
    Path base = Path.of(System.getProperty("basedir", ""));
    return at(base.resolve("src/test/resources/golden").resolve(name + ".golden"));
  }

  public static GoldenFile at(Path file) {
    return new GoldenFile(file);
  }

  /**
   * Compares, or writes where that is asked for.
   *
   * @throws AssertionError where a figure differs, naming it with both values
   */
  public void check(Figures figures) {
    Map<String, Map<String, String>> actual = content(figures);
    try {
      if (UPDATE.equals(System.getProperty(PROPERTY))) {
        write(actual);
        return;
      }
      if (!Files.exists(file)) {
        Assertions.fail(
            "there is no golden file %s; write it with -D%s=%s", file, PROPERTY, UPDATE);
      }
      List<String> differences = differences(read(), actual);
      if (!differences.isEmpty()) {
        Assertions.fail(message(differences));
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  private String message(List<String> differences) {
    StringBuilder message = new StringBuilder();
    message.append(
        String.format(Locale.ROOT, "%d figures are not those of %s:%n", differences.size(), file));
    differences.stream()
        .limit(DIFFERENCES_SHOWN)
        .forEach(difference -> message.append("  ").append(difference).append('\n'));
    if (differences.size() > DIFFERENCES_SHOWN) {
      message.append("  and ").append(differences.size() - DIFFERENCES_SHOWN).append(" more\n");
    }
    message.append("If the new figures are right: -D" + PROPERTY + "=" + UPDATE);
    return message.toString();
  }

  /** Figures by row and field, as text; what is zero or has no value is left out. */
  private static Map<String, Map<String, String>> content(Figures figures) {
    Map<String, Map<String, String>> content = new TreeMap<>();
    for (FigureRow row : figures.rows()) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("status", row.status());
      row.values()
          .forEach(
              (field, value) -> {
                if (value != null && value != 0) {
                  fields.put(field, text(value));
                }
              });
      content.put(row.name(), fields);
    }
    return content;
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static List<String> differences(
      Map<String, Map<String, String>> golden, Map<String, Map<String, String>> actual) {
    List<String> differences = new ArrayList<>();
    golden.forEach(
        (row, fields) -> {
          if (!actual.containsKey(row)) {
            differences.add(row + ": the row is missing");
            return;
          }
          Map<String, String> found = actual.get(row);
          fields.forEach(
              (field, value) -> {
                if (!value.equals(found.get(field))) {
                  differences.add(row + ": " + difference(field, value, found.get(field)));
                }
              });
          found.forEach(
              (field, value) -> {
                if (!fields.containsKey(field)) {
                  differences.add(row + ": " + difference(field, null, value));
                }
              });
        });
    actual.keySet().stream()
        .filter(row -> !golden.containsKey(row))
        .forEach(row -> differences.add(row + ": the row is new"));
    return differences;
  }

  private static String difference(String field, String golden, String actual) {
    String line = field + " is " + shown(actual) + ", golden " + shown(golden);
    if (golden == null || actual == null || field.equals("status")) {
      return line;
    }
    double before = Double.parseDouble(golden);
    double by = Double.parseDouble(actual) - before;
    return line + String.format(Locale.ROOT, " (%+.6g, %+.3g %%)", by, by / before * 100);
  }

  private static String shown(String value) {
    return value == null ? "0 or absent" : value;
  }

  private void write(Map<String, Map<String, String>> content) throws IOException {
    StringBuilder text = new StringBuilder();
    content.forEach(
        (row, fields) -> {
          text.append(row).append('\n');
          fields.forEach(
              (field, value) ->
                  text.append("  ").append(field).append(' ').append(value).append('\n'));
        });
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  private Map<String, Map<String, String>> read() throws IOException {
    Map<String, Map<String, String>> content = new TreeMap<>();
    Map<String, String> fields = null;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.startsWith("  ")) {
        fields = new LinkedHashMap<>();
        content.put(line, fields);
        continue;
      }
      String[] parts = line.strip().split(" ", 2);
      if (fields == null || parts.length < 2) {
        throw new IOException(file + ", line " + number + ": not a golden file");
      }
      fields.put(parts[0], parts[1]);
    }
    return content;
  }
}
