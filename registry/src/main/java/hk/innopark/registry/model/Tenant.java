package hk.innopark.registry.model;

import java.util.List;
import java.util.Optional;

/** A company in one estate, with its production lines. */
public record Tenant(String id, String name, String estate, List<Line> lines) {
  public Optional<Line> line(String lineId) {
    return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
  }
}
