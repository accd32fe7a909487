package hk.innopark.jobs.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
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

/** Makes rows of orders, of machines and of lines, of what was said of their days. */
final class OrderFile {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String BETWEEN = String.valueOf(OrderJson.BETWEEN);

  private OrderFile() {}

  /** An order's sum at a place. */
  private static final class Sum {
    private final Elements elements = new Elements();
    private long beginMillis = Long.MAX_VALUE;
    private long endMillis = Long.MIN_VALUE;
    private int missingScopes;

    private void add(String[] members) {
      beginMillis = Math.min(beginMillis, Long.parseLong(members[4]));
      endMillis = Math.max(endMillis, Long.parseLong(members[5]));
      elements.addPacked(Base64.getDecoder().decode(members[6]));
      missingScopes |= Integer.parseInt(members[7]);
    }
  }

  /** Replaces the days in a file, a line each, by rows of whole orders. */
  static void makeRows(Path file) throws IOException {
    Map<String, Sum> sums = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] members = line.split(BETWEEN, -1);
      sums.computeIfAbsent(
              String.join(BETWEEN, members[0], members[1], members[2], members[3]),
              key -> new Sum())
          .add(members);
    }
    List<String> rows = new ArrayList<>();
    sums.forEach((key, sum) -> rows.add(row(key.split(BETWEEN, -1), sum)));
    Files.write(file, rows);
  }

  private static String row(String[] members, Sum sum) {
    Entity place = Entity.ofKey(members[1]);
    StringWriter line = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("measurement", "order");
      json.writeStringField("level", members[0]);
      json.writeStringField("estate", place.estate());
      json.writeStringField("tenant", place.tenant());
      json.writeStringField("line", place.line());
      json.writeStringField("machine", place.machine());
      json.writeStringField("origin", place.origin());
      json.writeStringField("order", members[2]);
      json.writeStringField("product", members[3].isEmpty() ? null : members[3]);
      json.writeNumberField("begin", sum.beginMillis);
      json.writeNumberField("end", sum.endMillis);
      for (Map.Entry<String, Double> figure :
          OrderFigures.of(sum.elements, sum.missingScopes).entrySet()) {
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
