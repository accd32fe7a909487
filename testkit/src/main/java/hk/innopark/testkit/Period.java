package hk.innopark.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A period of a figure.
 *
 * @param grain minute, half_hour, hour, shift, day or month
 * @param shift the shift's id at grain shift, else null
 * @param end exclusive
 */
public record Period(String grain, String shift, Instant start, Instant end) {
  static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT).withZone(HONG_KONG);

  static Period of(JsonNode row) {
    return new Period(
        row.get("grain").asText(),
        Place.text(row, "shift"),
        Instant.ofEpochMilli(row.get("start").asLong()),
        Instant.ofEpochMilli(row.get("end").asLong()));
  }

  /** The start as people in Hong Kong write it. */
  public String localStart() {
    return LOCAL.format(start);
  }

  @Override
  public String toString() {
    return grain + ' ' + localStart() + (shift == null ? "" : ' ' + shift);
  }
}
