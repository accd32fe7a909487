package hk.innopark.console;

import hk.innopark.console.figures.Origin;
import java.time.Instant;
import java.util.List;

/**
 * What every answer says first: of when and of where its figures are; times in epoch milliseconds.
 *
 * @param asOf null where there are no figures yet
 * @param settled up to when figures are as good as complete; null with {@code asOf}
 */
record AsOf(
    long now, Long asOf, Long settled, String origin, boolean simulated, List<Known> origins) {
  /** An origin to choose from. */
  record Known(String name, boolean simulated, long latest) {}

  static AsOf of(Moment moment, Instant now) {
    List<Known> known = moment.origins().stream().map(AsOf::known).toList();
    return moment.isEmpty()
        ? new AsOf(now.toEpochMilli(), null, null, null, false, known)
        : new AsOf(
            now.toEpochMilli(),
            moment.asOf().toEpochMilli(),
            moment.settled().toEpochMilli(),
            moment.origin().name(),
            moment.origin().isSimulated(),
            known);
  }

  private static Known known(Origin origin) {
    return new Known(origin.name(), origin.isSimulated(), origin.latest().toEpochMilli());
  }
}
