package hk.innopark.cli.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arrows of a diagram in docs/architecture.md; one reads "is used by". */
final class Arrows {
  private static final Path DOCUMENT = Path.of("..", "docs", "architecture.md");
  private static final Pattern ARROW =
      Pattern.compile("^\\s*([a-z.]+) --> ([a-z.]+)\\s*$", Pattern.MULTILINE);

  private final Map<String, Set<String>> used = new TreeMap<>();

  private Arrows() {}

  /** Of the first diagram under a heading. */
  static Arrows under(String heading) throws IOException {
    String text = Files.readString(DOCUMENT);
    int section = text.indexOf("\n" + heading + "\n");
    int begin = text.indexOf("```mermaid\n", section);
    if (section < 0 || begin < 0) {
      throw new IOException(DOCUMENT + " has no diagram under \"" + heading + '"');
    }
    Arrows arrows = new Arrows();
    Matcher matcher = ARROW.matcher(text.substring(begin, text.indexOf("\n```", begin)));
    while (matcher.find()) {
      arrows.used.computeIfAbsent(matcher.group(2), key -> new TreeSet<>()).add(matcher.group(1));
      arrows.used.computeIfAbsent(matcher.group(1), key -> new TreeSet<>());
    }
    return arrows;
  }

  /** Everything that has an arrow. */
  Set<String> names() {
    return used.keySet();
  }

  /** What one uses by an arrow of its own. */
  Set<String> usedBy(String name) {
    return used.getOrDefault(name, Set.of());
  }

  /** What one may use: whatever arrows lead from, to it. */
  Set<String> above(String name) {
    Set<String> above = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(usedBy(name));
    while (!next.isEmpty()) {
      String one = next.pop();
      if (above.add(one)) {
        next.addAll(usedBy(one));
      }
    }
    return above;
  }
}
