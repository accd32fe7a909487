package hk.innopark.registry;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.Ids;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One value of a registry file with its place in it. A reading method gives null, or an empty list,
 * where the value is absent or refused; a refusal is among the problems.
 *
 * @param node null where the file has no such value
 */
record Entry(String path, JsonNode node, Problems problems) {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final int LONGEST_TEXT = 500;

  /** Digits on either side of the point; far beyond any rate, and cheap to write out. */
  private static final int MOST_DIGITS = 18;

  private static final String TOO_MANY_DIGITS =
      "has more than " + MOST_DIGITS + " digits before or after the point";

  boolean isAbsent() {
    return node == null;
  }

  String id() {
    String text = text();
    if (text != null && !Ids.isValid(text)) {
      refuse("bad id \"" + text + "\": 1 to 64 of A-Z a-z 0-9 . _ -");
      return null;
    }
    return text;
  }

  /**
   * Text as people write it: not blank, no control characters. Numbers, yes and no are the text
   * that they are written as.
   */
  String text() {
    if (isAbsent()) {
      return null;
    }
    if (!node.isValueNode()) {
      refuse("is not text");
      return null;
    }
    String text = node.asText();
    if (text.isBlank()) {
      refuse("is empty");
      return null;
    }
    if (text.length() > LONGEST_TEXT) {
      refuse("is longer than " + LONGEST_TEXT + " characters");
      return null;
    }
    if (text.codePoints().anyMatch(Entry::isUnprintable)) {
      refuse("holds a control character");
      return null;
    }
    return text;
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** A number without trailing zeros, so that equal values are equal objects. */
  BigDecimal decimal() {
    if (isAbsent()) {
      return null;
    }
    BigDecimal value = number();
    if (value == null) {
      return null;
    }
    // the exponent is judged before anything writes the number out
    if (value.precision() - (long) value.scale() > MOST_DIGITS || value.scale() > MOST_DIGITS) {
      refuse(TOO_MANY_DIGITS);
      return null;
    }
    return Decimals.canonical(value);
  }

  /** Null, with the problem noted, where it is none or has a form that could mean another one. */
  private BigDecimal number() {
    PlainScalar plain = PlainScalar.of(node).orElse(null);
    if (plain == null) {
      refuse("is not a number");
      return null;
    }
    if (!plain.isDecimal()) {
      refuse("is not a number: write \"" + plain.written() + "\" as a decimal such as 12 or 0.5");
      return null;
    }
    try {
      return plain.decimal();
    } catch (NumberFormatException exponent) {
      refuse(TOO_MANY_DIGITS);
      return null;
    }
  }

  BigDecimal positive() {
    BigDecimal value = decimal();
    return accept(value, value == null || value.signum() > 0, "is not above zero");
  }

  BigDecimal notNegative() {
    BigDecimal value = decimal();
    return accept(value, value == null || value.signum() >= 0, "is negative");
  }

  /** 0 to 1. */
  BigDecimal fraction() {
    BigDecimal value = decimal();
    boolean isWithin =
        value == null || (value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0);
    return accept(value, isWithin, "is not within 0 to 1");
  }

  Integer wholeNumber() {
    if (isAbsent()) {
      return null;
    }
    PlainScalar plain = PlainScalar.of(node).filter(PlainScalar::isWhole).orElse(null);
    return accept(
        plain == null ? null : Integer.valueOf(plain.written()),
        plain != null,
        "is not a whole number");
  }

  Boolean yesOrNo() {
    if (isAbsent()) {
      return null;
    }
    String written = PlainScalar.of(node).map(PlainScalar::written).orElse("");
    boolean isTrue = written.equals("true");
    return accept(isTrue, isTrue || written.equals("false"), "is not true or false");
  }

  ZoneId zone() {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      refuse("unknown time zone \"" + text + '"');
      return null;
    }
  }

  LocalDate date() {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      refuse("\"" + text + "\" is not a date such as 2026-01-31");
      return null;
    }
  }

  /** A moment with its offset from UTC, in whole milliseconds. */
  Instant instant() {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      boolean isWhole = instant.equals(instant.truncatedTo(ChronoUnit.MILLIS));
      return accept(instant, isWhole, "is finer than a millisecond");
    } catch (DateTimeException e) {
      refuse("\"" + text + "\" is not a moment such as 2026-01-31T14:30:00+08:00");
      return null;
    }
  }

  /** A moment as of {@link #instant}, or the beginning of a local day; of a year with 4 digits. */
  Instant momentOrStartOfDay(ZoneId zone) {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      Instant moment =
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      boolean isStorable =
          moment.equals(moment.truncatedTo(ChronoUnit.MILLIS))
              && !moment.isBefore(EARLIEST)
              && moment.isBefore(LATEST);
      return accept(
          moment, isStorable, "is finer than a millisecond, or not of the years 1970 to 9999");
    } catch (DateTimeException e) {
      refuse(
          "\""
              + text
              + "\" is neither a date such as 2026-01-31 nor a moment such as"
              + " 2026-01-31T14:30:00+08:00");
      return null;
    }
  }

  /** Above zero. */
  Duration duration() {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      Duration duration = Duration.parse(text);
      return accept(duration, !duration.isNegative() && !duration.isZero(), "is not above zero");
    } catch (DateTimeException e) {
      refuse("\"" + text + "\" is not a duration such as PT30S");
      return null;
    }
  }

  /** Minutes after midnight, 0 to 1440. */
  Integer minuteOfDay() {
    if (isAbsent()) {
      return null;
    }
    Matcher time = TIME.matcher(node.isTextual() ? node.asText() : "");
    if (time.matches()) {
      int minutes = Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2));
      if (minutes <= Times.MINUTES_PER_DAY) {
        return minutes;
      }
    }
    refuse("is not a quoted time such as \"07:30\", \"00:00\" to \"24:00\"");
    return null;
  }

  <T> T choice(Map<String, T> choices) {
    String text = text();
    if (text == null) {
      return null;
    }
    T choice = choices.get(text);
    return accept(
        choice,
        choice != null,
        "\"" + text + "\" is none of " + String.join(", ", choices.keySet()));
  }

  List<Entry> items() {
    if (isAbsent()) {
      return List.of();
    }
    if (!node.isArray()) {
      problems.add(path, "is not a list");
      return List.of();
    }
    List<Entry> items = new ArrayList<>(node.size());
    for (JsonNode item : node) {
      items.add(new Entry(path + '[' + items.size() + ']', item, problems).orAbsentIfNull());
    }
    return List.copyOf(items);
  }

  /** The list's items; an empty list is refused. */
  List<Entry> itemsAtLeastOne() {
    if (!isAbsent() && node.isArray() && node.isEmpty()) {
      problems.add(path, "is empty");
    }
    return items();
  }

  Mapping mapping() {
    if (!isAbsent() && !node.isObject()) {
      problems.add(path, "is not a mapping");
    }
    return new Mapping(this);
  }

  /** Absent, with a problem noted, where the file gives no value after the key. */
  Entry orAbsentIfNull() {
    if (node != null && (node.isNull() || (node.isTextual() && node.asText().isEmpty()))) {
      problems.add(path, "is empty");
      return new Entry(path, null, problems);
    }
    return this;
  }

  void refuse(String problem) {
    problems.add(path, problem);
  }

  /** The value if it is acceptable; else null, with the problem noted. */
  private <T> T accept(T value, boolean isAcceptable, String problem) {
    if (!isAcceptable) {
      refuse(problem);
      return null;
    }
    return value;
  }
}
