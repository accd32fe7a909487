package hk.innopark.console;

import hk.innopark.console.Plant.CommitmentRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Level;
import hk.innopark.registry.lookup.CommitmentVerdict;
import hk.innopark.registry.model.Commitment;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Holds what tenants have promised against the month to date. */
final class CommitmentReader implements Commitments {
  /** A month is long and changes slowly. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final ElementReader reader;
  private final AnswerCache<Map<String, Double>> months;

  CommitmentReader(ElementReader reader) {
    this.reader = reader;
    this.months = new AnswerCache<>(KEPT);
  }

  @Override
  public List<CommitmentRow> read(List<Commitment> commitments, Moment moment) {
    if (commitments.isEmpty()) {
      return List.of();
    }
    Map<String, Double> month =
        moment.isEmpty() ? Map.of() : month(commitments.get(0).tenant(), moment);
    return commitments.stream().map(commitment -> row(commitment, month, null)).toList();
  }

  private Map<String, Double> month(String tenant, Moment moment) {
    String origin = moment.origin().name();
    Selection selection =
        new Selection(Level.TENANT, Place.ofTenant(tenant), origin, EnumSet.allOf(Measure.class));
    return months.get(
        tenant + '/' + origin, () -> Ratios.figures(reader.total(selection, moment.thisMonth())));
  }

  /**
   * How a commitment stands.
   *
   * @param month the figures of a month
   * @param period the month where it is closed; null while it runs, or where there is none
   */
  static CommitmentRow row(Commitment commitment, Map<String, Double> month, String period) {
    String field = commitment.field();
    Double now = month.get(field);
    Double coverage = month.get("coverage");
    return new CommitmentRow(
        commitment.id(),
        commitment.metric(),
        commitment.baseline(),
        commitment.target(),
        commitment.by().toString(),
        commitment.minimumCoverage(),
        now,
        coverage,
        CommitmentVerdict.progress(commitment, now),
        CommitmentVerdict.standing(commitment, now, coverage).wireName(),
        period);
  }
}
