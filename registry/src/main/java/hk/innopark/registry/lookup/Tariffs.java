package hk.innopark.registry.lookup;

import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tariff;
import java.time.LocalDate;
import java.util.Optional;

/** Which tariff applies. */
public final class Tariffs {
  private Tariffs() {}

  /** The utility's newest tariff whose first day is not after the local day. */
  public static Optional<Tariff> applicable(Registry registry, String utility, LocalDate day) {
    Tariff newest = null;
    for (Tariff tariff : registry.tariffs()) {
      if (tariff.utility().equals(utility)
          && !tariff.validFrom().isAfter(day)
          && (newest == null || tariff.validFrom().isAfter(newest.validFrom()))) {
        newest = tariff;
      }
    }
    return Optional.ofNullable(newest);
  }
}
