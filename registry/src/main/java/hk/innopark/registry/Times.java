package hk.innopark.registry;

import java.time.LocalTime;

/** Times of day in a registry file, "00:00" to "24:00", and in the model. */
final class Times {
  static final int MINUTES_PER_DAY = 24 * 60;

  private Times() {}

  /** The model's time, in which 24:00 is midnight. */
  static LocalTime localTime(int minuteOfDay) {
    return LocalTime.ofSecondOfDay(minuteOfDay % MINUTES_PER_DAY * 60L);
  }

  static String text(int minuteOfDay) {
    return localTime(minuteOfDay).toString();
  }

  /** The text of an end, for which midnight is the end of the day. */
  static String endText(LocalTime end) {
    return end.equals(LocalTime.MIDNIGHT) ? "24:00" : end.toString();
  }
}
