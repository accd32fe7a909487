package hk.innopark.simulators.importing;

import hk.innopark.simulators.yaml.YamlEntry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a row's time.
 *
 * @param format {@code iso}, {@code epoch_s}, {@code epoch_ms}, {@code epoch_us}, {@code epoch_ns},
 *     or a pattern such as {@code dd/MM/yyyy HH:mm}
 * @param zone of times without an offset
 */
record TimeColumn(String column, String format, ZoneId zone) {
  private static final Set<String> EPOCHS = Set.of("epoch_s", "epoch_ms", "epoch_us", "epoch_ns");

  static TimeColumn read(YamlEntry entry) {
    String format = entry.has("format") ? entry.text("format") : "iso";
    if (!format.equals("iso") && !EPOCHS.contains(format) && !isPattern(format)) {
      throw entry.refuse(
          "format", "iso, one of " + EPOCHS + ", or a pattern such as dd/MM/yyyy HH:mm");
    }
    ZoneId zone;
    try {
      zone = ZoneId.of(entry.has("zone") ? entry.text("zone") : "Asia/Hong_Kong");
    } catch (DateTimeException unknown) {
      throw entry.refuse("zone", "not a time zone");
    }
    TimeColumn time = new TimeColumn(entry.text("column"), format, zone);
    entry.end();
    return time;
  }

  private static boolean isPattern(String format) {
    try {
      return DateTimeFormatter.ofPattern(format, Locale.ROOT) != null;
    } catch (IllegalArgumentException noPattern) {
      return false;
    }
  }

  Instant of(String source, Row row) throws IOException {
    String text = row.get(column);
    if (text == null) {
      throw new IOException(
          "%s, line %d: no time in column \"%s\"".formatted(source, row.number(), column));
    }
    try {
      return EPOCHS.contains(format) ? epoch(text) : dateTime(text);
    } catch (DateTimeException | ArithmeticException | NumberFormatException malformed) {
      throw new IOException(
          "%s, line %d: \"%s\" in column \"%s\" is no time of format %s"
              .formatted(source, row.number(), text, column, format),
          malformed);
    }
  }

  private Instant epoch(String text) {
    int digits =
        switch (format) {
          case "epoch_s" -> 3;
          case "epoch_ms" -> 0;
          case "epoch_us" -> -3;
          default -> -6;
        };
    return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(digits).longValue());
  }

  private Instant dateTime(String text) {
    if (!format.equals("iso")) {
      return LocalDateTime.parse(text, DateTimeFormatter.ofPattern(format, Locale.ROOT))
          .atZone(zone)
          .toInstant();
    }
    String iso = text.replace(' ', 'T');
    boolean hasOffset = iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d\\d:?\\d\\d");
    return hasOffset
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).atZone(zone).toInstant();
  }
}
