package hk.innopark.jobs.reference;

import java.time.LocalDateTime;

/** Instants by Hong Kong's clocks. */
public final class HongKong {
  private HongKong() {}

  /** Epoch milliseconds of a local date and time such as {@code 2026-03-03T09:00}. */
  public static long millis(String local) {
    return LocalDateTime.parse(local).atZone(ReferenceData.ZONE).toInstant().toEpochMilli();
  }
}
