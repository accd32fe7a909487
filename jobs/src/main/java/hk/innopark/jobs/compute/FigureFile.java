package hk.innopark.jobs.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a {@code figures.ndjson} that {@link FeedComputation} wrote. */
public final class FigureFile {
  private static final JsonFactory JSON = new JsonFactory();

  private FigureFile() {}

  /** Hands over row after row. */
  public static void read(Path file, Consumer<FigureRow> reader) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reader.accept(parse(line));
      }
    }
  }

  static FigureRow parse(String line) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        members.put(name, parser.nextToken() == JsonToken.VALUE_NULL ? null : parser.getText());
      }
    }
    Measurement measurement = Measurement.valueOf(upper(members.get("measurement")));
    double[] values = new double[measurement.fields().size()];
    Arrays.setAll(
        values,
        index -> {
          String value = members.get(measurement.fields().get(index));
          return value == null ? Double.NaN : Double.parseDouble(value);
        });
    return new FigureRow(
        measurement,
        Level.valueOf(upper(members.get("level"))),
        Grain.valueOf(upper(members.get("grain"))),
        members.get("estate"),
        members.get("tenant"),
        members.get("line"),
        members.get("machine"),
        members.get("shift"),
        members.get("origin"),
        Long.parseLong(members.get("start")),
        Long.parseLong(members.get("end")),
        Integer.parseInt(members.get("revision")),
        FigureRow.Status.valueOf(upper(members.get("status"))),
        values);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
