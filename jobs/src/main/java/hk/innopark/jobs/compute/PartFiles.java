package hk.innopark.jobs.compute;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts the part files of a run together, in an order that does not depend on parallelism. */
final class PartFiles {
  private PartFiles() {}

  /**
   * Of the lines with the same identity the last one, sorted by identity; a line without content
   * takes back those before it.
   */
  static long writeNewestOfEach(Path directory, String name) throws IOException {
    TreeMap<String, String> newest = new TreeMap<>();
    for (String line : lines(directory, name)) {
      int end = line.indexOf(FigureJson.IDENTITY_END);
      if (end + 1 == line.length()) {
        newest.remove(line.substring(0, end));
      } else {
        newest.put(line.substring(0, end), line.substring(end + 1));
      }
    }
    return write(directory.resolve(name), newest.values());
  }

  static long writeSorted(Path directory, String name) throws IOException {
    List<String> lines = lines(directory, name);
    lines.sort(Comparator.naturalOrder());
    return write(directory.resolve(name), lines);
  }

  static <T> long writeSorted(
      Path directory, String name, Function<String, T> parser, Comparator<T> order)
      throws IOException {
    record Parsed<T>(T value, String line) {}
    List<Parsed<T>> parsed = new ArrayList<>();
    for (String line : lines(directory, name)) {
      parsed.add(new Parsed<>(parser.apply(line), line));
    }
    parsed.sort(Comparator.comparing(Parsed::value, order));
    return write(directory.resolve(name), parsed.stream().map(Parsed::line).toList());
  }

  static void moveInto(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> lines(Path directory, String name) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path part : PartFileSink.parts(directory, name)) {
      try (BufferedReader reader = Files.newBufferedReader(part)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private static long write(Path file, Iterable<String> lines) throws IOException {
    long count = 0;
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (String line : lines) {
        writer.write(line);
        writer.write('\n');
        count++;
      }
    }
    return count;
  }
}
