package hk.innopark.registry.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.registry.model.DeviceMapping.Stamp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

/** Reads the time of a sample as devices write it. */
final class StampReader {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,9})?");

  /** {@code +0800}, which ISO 8601 allows and Java's parser does not take. */
  private static final Pattern BASIC_OFFSET = Pattern.compile("([+-][0-9]{2})([0-9]{2})$");

  private StampReader() {}

  static long millis(JsonNode found, Stamp stamp) {
    String at = stamp.place().at();
    if (found.isNumber() || (found.isTextual() && NUMBER.matcher(found.asText()).matches())) {
      return ofNumber(MappedDecoder.number(found), stamp);
    }
    if (!found.isTextual()) {
      throw new RejectedException(RejectReason.TYPE, "no stamp at " + at);
    }
    return ofText(found.asText(), stamp);
  }

  private static long ofNumber(BigDecimal number, Stamp stamp) {
    BigDecimal millis =
        switch (stamp.unit()) {
          case S -> number.movePointRight(3);
          case MS -> number;
          case US -> number.movePointLeft(3);
          case NS -> number.movePointLeft(6);
        };
    if (millis.precision() - (long) millis.scale() > 18) {
      throw new RejectedException(
          RejectReason.TIME_UNIT, "the stamp at " + stamp.place().at() + " is beyond 64 bits");
    }
    return millis.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static long ofText(String text, Stamp stamp) {
    String iso = BASIC_OFFSET.matcher(text.strip().replace(' ', 'T')).replaceFirst("$1:$2");
    try {
      if (hasOffset(iso)) {
        return OffsetDateTime.parse(iso).toInstant().toEpochMilli();
      }
      if (stamp.zone() == null) {
        throw new RejectedException(
            RejectReason.TYPE,
            "the stamp at " + stamp.place().at() + " has no offset, and the mapping no zone");
      }
      return ZonedDateTime.of(LocalDateTime.parse(iso), stamp.zone()).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException noTime) {
      throw new RejectedException(
          RejectReason.TYPE, "the stamp at " + stamp.place().at() + " is no ISO 8601 time");
    }
  }

  private static boolean hasOffset(String iso) {
    int time = iso.indexOf('T');
    String clock = time < 0 ? "" : iso.substring(time);
    return clock.endsWith("Z") || clock.indexOf('+') >= 0 || clock.indexOf('-') >= 0;
  }
}
