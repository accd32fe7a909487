package hk.innopark.console.figures;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A question to the store; every part is checked here, so that a store may trust it.
 *
 * @param place filter
 * @param from inclusive
 * @param to exclusive
 * @param fields names of the contract
 */
public record FigureQuery(
    Measure measure,
    Level level,
    Grain grain,
    String origin,
    Place place,
    Instant from,
    Instant to,
    List<String> fields) {
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  public FigureQuery {
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(grain, "grain");
    Objects.requireNonNull(place, "place");
    Origin.requireValid(origin);
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from is after to");
    }
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("no field is asked for");
    }
    for (String field : fields) {
      if (!FIELD.matcher(field).matches()) {
        throw new IllegalArgumentException("not a field name");
      }
    }
  }
}
