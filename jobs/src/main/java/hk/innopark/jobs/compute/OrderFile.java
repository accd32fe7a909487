package hk.innopark.jobs.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.figures.OrderFigures;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes rows of orders, of machines and of lines, of the sums that the machines said. */
final class OrderFile {
  private static final JsonFactory JSON = new JsonFactory();

  private OrderFile() {}

  /** An order's sum at a place. */
  private static final class Sum {
    private final Elements elements = new Elements();
    private long beginMillis = Long.MAX_VALUE;
    private long endMillis = Long.MIN_VALUE;

    private void add(String[] members) {
      beginMillis = Math.min(beginMillis, Long.parseLong(members[4]));
      endMillis = Math.max(endMillis, Long.parseLong(members[5]));
      elements.addPacked(Base64.getDecoder().decode(members[6]));
    }
  }

  /** Replaces the machines' sums in a file, a line each, by rows of machines and lines. */
  static void makeRows(Path file) throws IOException {
    Map<String, Sum> sums = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] members = line.split(String.valueOf(OrderJson.BETWEEN), -1);
      String place = members[0];
      String order =
          OrderJson.BETWEEN
              + String.join("" + OrderJson.BETWEEN, members[1], members[2], members[3]);
      String ofLine = place.substring(0, place.lastIndexOf('/'));
      sums.computeIfAbsent("line" + OrderJson.BETWEEN + ofLine + order, key -> new Sum())
          .add(members);
      sums.computeIfAbsent("machine" + OrderJson.BETWEEN + place + order, key -> new Sum())
          .add(members);
    }
    List<String> rows = new ArrayList<>();
    sums.forEach((key, sum) -> rows.add(row(key, sum)));
    Files.write(file, rows);
  }

  private static String row(String key, Sum sum) {
    String[] members = key.split(String.valueOf(OrderJson.BETWEEN), -1);
    String[] place = members[1].split("/", -1);
    StringWriter line = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("measurement", "order");
      json.writeStringField("level", members[0]);
      json.writeStringField("estate", place[0]);
      json.writeStringField("tenant", place[1]);
      json.writeStringField("line", place[2]);
      json.writeStringField("machine", place.length > 3 ? place[3] : null);
      json.writeStringField("origin", members[2]);
      json.writeStringField("order", members[3]);
      json.writeStringField("product", members[4].isEmpty() ? null : members[4]);
      json.writeNumberField("begin", sum.beginMillis);
      json.writeNumberField("end", sum.endMillis);
      for (Map.Entry<String, Double> figure : OrderFigures.of(sum.elements).entrySet()) {
        if (figure.getValue().isNaN()) {
          json.writeNullField(figure.getKey());
        } else {
          json.writeNumberField(figure.getKey(), figure.getValue());
        }
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }
}
