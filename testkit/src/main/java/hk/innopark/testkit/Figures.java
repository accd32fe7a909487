package hk.innopark.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Figure rows as {@code innopark compute} writes them to {@code figures.ndjson}. */
public final class Figures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<FigureRow> rows;

  private Figures(List<FigureRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * @throws IOException where the file cannot be read
   */
  public static Figures read(Path file) throws IOException {
    List<FigureRow> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(FigureRow.of(JSON.readTree(line)));
    }
    return new Figures(rows);
  }

  static Figures of(List<FigureRow> rows) {
    return new Figures(rows);
  }

  /** In the file's order: by measurement, place and time. */
  public List<FigureRow> rows() {
    return rows;
  }
}
