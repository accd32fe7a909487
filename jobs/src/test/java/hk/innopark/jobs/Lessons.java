package hk.innopark.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Histories in a text file, each a lesson, with what comes of it in lines that begin with {@code >
 * }. With {@code -Dinnopark.golden=update} what comes out is written there, and the review of the
 * difference is the review of the change.
 */
public final class Lessons {
  private static final String TITLE = "== ";
  private static final String SAID = "> ";

  private final Path file;
  private final List<String> head = new ArrayList<>();
  private final List<Lesson> lessons = new ArrayList<>();

  /** A history, and what is written of it. */
  public record Lesson(String title, List<String> lines, List<String> said) {
    @Override
    public String toString() {
      return title;
    }
  }

  private Lessons(Path file) throws IOException {
    this.file = file;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(TITLE)) {
        lessons.add(
            new Lesson(line.substring(TITLE.length()), new ArrayList<>(), new ArrayList<>()));
      } else if (lessons.isEmpty()) {
        head.add(line);
      } else if (line.startsWith(SAID)) {
        last().said().add(line.substring(SAID.length()));
      } else if (!line.isBlank()) {
        last().lines().add(line);
      }
    }
  }

  private Lesson last() {
    return lessons.get(lessons.size() - 1);
  }

  /**
   * The lessons of a file.
   *
   * @param play what comes of a lesson, where that is to be written
   */
  public static List<Lesson> of(Path file, Function<Lesson, List<String>> play) {
    try {
      Lessons lessons = new Lessons(file);
      if ("update".equals(System.getProperty("innopark.golden"))) {
        lessons.update(play);
      }
      return lessons.lessons;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void update(Function<Lesson, List<String>> play) throws IOException {
    List<String> lines = new ArrayList<>(head);
    for (Lesson lesson : lessons) {
      List<String> comes = play.apply(lesson);
      lesson.said().clear();
      lesson.said().addAll(comes);
      lines.add(TITLE + lesson.title());
      lines.addAll(lesson.lines());
      comes.forEach(line -> lines.add(SAID + line));
      lines.add("");
    }
    lines.remove(lines.size() - 1);
    Files.write(file, lines);
  }
}
