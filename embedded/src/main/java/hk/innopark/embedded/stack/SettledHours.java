package hk.innopark.embedded.stack;

import hk.innopark.registry.RegistryStore;
import hk.innopark.simulators.oracle.ReferenceRates;
import hk.innopark.simulators.plant.GroundTruth;
import hk.innopark.simulators.plant.TruthRow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What truly happened at the plants in the hours of which every message has arrived. */
record SettledHours(List<TruthRow> hours, List<TruthRow> halfHours) {
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /** After it no message that the truth of an hour needs is on its way any more. */
  private static final Duration HOUR_SETTLES = Duration.ofMinutes(12);

  static SettledHours of(GroundTruth truth) {
    return new SettledHours(
        settled(truth.completeHours(), truth), settled(truth.completeHalfHours(), truth));
  }

  /**
   * Not the first: a machine that is down at its first message has failed before, which the plants
   * know and nobody else.
   */
  private static List<TruthRow> settled(List<TruthRow> periods, GroundTruth truth) {
    long fromMillis = truth.start().plus(Duration.ofHours(1)).toEpochMilli();
    long untilMillis =
        truth.completeUntil().minus(HOUR_SETTLES).minus(Duration.ofHours(1)).toEpochMilli();
    return periods.stream()
        .filter(row -> row.startMillis() >= fromMillis)
        .filter(
            row -> row.startMillis() - Math.floorMod(row.startMillis(), HOUR_MILLIS) <= untilMillis)
        .toList();
  }

  /** Compares what the store has of these hours. */
  OracleCheck.Result heldAgainst(String storeUrl, RegistryStore registry) throws Exception {
    return new OracleCheck(storeUrl, SimulatedPlants.RUN.origin())
        .check(hours, halfHours, onlyRates(registry));
  }

  /** Tariffs and factors, where there has been one version of the registry only. */
  private static Optional<ReferenceRates> onlyRates(RegistryStore registry) throws IOException {
    return registry.versions().size() == 1
        ? Optional.of(ReferenceRates.parse(registry.export()))
        : Optional.empty();
  }
}
