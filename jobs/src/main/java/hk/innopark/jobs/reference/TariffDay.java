package hk.innopark.jobs.reference;

import hk.innopark.registry.lookup.Tariffs;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.DemandCharge;
import java.time.LocalDate;
import java.time.LocalTime;

/** A tariff laid on one local day, minute by minute. */
public final class TariffDay {
  /** Where no band is named: every window is billed. */
  private static final int EVERY_BAND = -1;

  private static final int MINUTES_A_DAY = 24 * 60;
  private static final long MINUTE_MILLIS = 60_000L;

  private final Tariff tariff;
  private final long midnightMillis;
  private final int[] bands = new int[MINUTES_A_DAY];
  private final int billedBand;

  TariffDay(Tariff tariff, LocalDate day) {
    this.tariff = tariff;
    this.midnightMillis = day.atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
    for (int minute = 0; minute < MINUTES_A_DAY; minute++) {
      bands[minute] =
          tariff.energy().indexOf(Tariffs.band(tariff, day, LocalTime.ofSecondOfDay(minute * 60L)));
    }
    DemandCharge demand = tariff.demand();
    billedBand = demand == null || demand.band() == null ? EVERY_BAND : index(demand.band());
  }

  public Tariff tariff() {
    return tariff;
  }

  /** When the day begins, epoch milliseconds. */
  public long midnightMillis() {
    return midnightMillis;
  }

  /** Whether the demand of fixed half hours is what is billed, or minutes must be looked at. */
  public boolean isHalfHourly() {
    return tariff.demand() == null || Billing.isHalfHourly(tariff.demand());
  }

  public boolean hasBlocks() {
    return Billing.hasBlocks(tariff);
  }

  /** Index of the energy band that holds a minute of this day. */
  public int band(long minuteMillis) {
    return bands[(int) ((minuteMillis - midnightMillis) / MINUTE_MILLIS)];
  }

  /**
   * Whether a minute's demand is billed; a minute of the day before is looked up in this day's
   * bands.
   */
  public boolean isBilled(long minuteMillis) {
    int minute =
        Math.floorMod((int) ((minuteMillis - midnightMillis) / MINUTE_MILLIS), MINUTES_A_DAY);
    return billedBand == EVERY_BAND || bands[minute] == billedBand;
  }

  private int index(String name) {
    for (int index = 0; index < tariff.energy().size(); index++) {
      if (tariff.energy().get(index).name().equals(name)) {
        return index;
      }
    }
    throw new IllegalArgumentException("tariff " + tariff.id() + ": no band " + name);
  }
}
