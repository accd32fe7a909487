package hk.innopark.jobs.reference;

import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.DemandCharge;
import hk.innopark.registry.model.Tariff.EnergyBand;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one entity's grid energy is billed, as if it were the utility's customer: by the tariffs of
 * the one utility of its grid meters.
 */
public final class Billing {
  /** Of what has no grid meter, or meters of several utilities, or is no customer: an estate. */
  public static final Billing NONE = new Billing(List.of());

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final int CACHED_DAYS = 64;

  private final List<Tariff> tariffs;
  private final Duration longestMinuteWindow;
  private final Map<LocalDate, Optional<TariffDay>> days = new HashMap<>();

  Billing(List<Tariff> tariffs) {
    this.tariffs = List.copyOf(tariffs);
    this.longestMinuteWindow = longestMinuteWindow(tariffs);
  }

  public boolean isPresent() {
    return !tariffs.isEmpty();
  }

  /** The tariff in force on a local day. */
  public Optional<TariffDay> on(LocalDate day) {
    if (tariffs.isEmpty()) {
      return Optional.empty(); // every thread asks NONE, so it must remember nothing
    }
    if (days.size() > CACHED_DAYS) {
      days.clear();
    }
    return days.computeIfAbsent(day, this::find);
  }

  /**
   * The longest window for which a half hour's sum is not enough, so that minutes must be kept;
   * zero where half hours do.
   */
  public Duration longestMinuteWindow() {
    return longestMinuteWindow;
  }

  static Duration longestMinuteWindow(List<Tariff> tariffs) {
    return tariffs.stream()
        .map(Tariff::demand)
        .filter(demand -> demand != null && !isHalfHourly(demand))
        .map(DemandCharge::window)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  static boolean isHalfHourly(DemandCharge demand) {
    return demand.kind() == DemandCharge.Window.FIXED && demand.window().equals(HALF_HOUR);
  }

  private Optional<TariffDay> find(LocalDate day) {
    Tariff newest = null;
    for (Tariff tariff : tariffs) {
      if (!tariff.validFrom().isAfter(day)
          && (newest == null || tariff.validFrom().isAfter(newest.validFrom()))) {
        newest = tariff;
      }
    }
    return Optional.ofNullable(newest).map(tariff -> new TariffDay(tariff, day));
  }

  /** Whether any band has blocks. */
  static boolean hasBlocks(Tariff tariff) {
    for (EnergyBand band : tariff.energy()) {
      if (!band.blocks().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
