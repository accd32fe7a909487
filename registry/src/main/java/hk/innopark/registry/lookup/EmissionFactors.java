package hk.innopark.registry.lookup;

import hk.innopark.events.Signal;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.EmissionFactor.Basis;
import hk.innopark.registry.model.Registry;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** Which emission factor applies. */
public final class EmissionFactors {
  /** No meter counts it: as much as the water supplied. */
  public static final String SEWAGE = "sewage";

  private EmissionFactors() {}

  /** What factors call the medium that a signal counts; empty for what has none. */
  public static Optional<String> carrier(Signal signal) {
    return switch (signal) {
      case ACTIVE_ENERGY_KWH -> Optional.of("electricity");
      case GAS_M3 -> Optional.of("gas");
      case TOWNGAS_MJ -> Optional.of("towngas");
      case DIESEL_L -> Optional.of("diesel");
      case WATER_M3 -> Optional.of("water");
      default -> Optional.empty();
    };
  }

  /**
   * The newest factor whose first day is not after the local day; one for every utility only where
   * the utility has none of its own.
   *
   * @param utility null where none is known
   * @param basis of scope 2; null for the other scopes
   */
  public static Optional<EmissionFactor> applicable(
      Registry registry, String carrier, String utility, int scope, Basis basis, LocalDate day) {
    EmissionFactor own = null;
    EmissionFactor general = null;
    for (EmissionFactor factor : registry.factors()) {
      if (factor.scope() != scope
          || factor.basis() != basis
          || !factor.carrier().equals(carrier)
          || factor.validFrom().isAfter(day)) {
        continue;
      }
      if (factor.utility() == null) {
        general = newer(general, factor);
      } else if (Objects.equals(factor.utility(), utility)) {
        own = newer(own, factor);
      }
    }
    return Optional.ofNullable(own != null ? own : general);
  }

  private static EmissionFactor newer(EmissionFactor one, EmissionFactor other) {
    return one == null || other.validFrom().isAfter(one.validFrom()) ? other : one;
  }
}
