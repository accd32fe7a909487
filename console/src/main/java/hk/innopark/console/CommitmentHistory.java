package hk.innopark.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.console.CommitmentState.PeriodVerdict;
import hk.innopark.console.CommitmentState.Projection;
import hk.innopark.console.ledger.RecordedReason;
import hk.innopark.console.ledger.StoredRow;
import hk.innopark.events.OutputFields;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.lookup.CommitmentVerdict;
import hk.innopark.registry.model.Commitment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts together a commitment's closed periods. What an auditor may not see of them is used, so that
 * trend and projection are right, and left out.
 */
final class CommitmentHistory {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A year of months. */
  private static final int PERIODS = 12;

  private static final int FEWEST_PERIODS = 3;
  private static final double DAY_MILLIS = 24 * 3_600_000.0;

  private CommitmentHistory() {}

  /**
   * How commitments stand.
   *
   * @param rows of one tenant's chain, as the ledger gives them
   * @param today the local day
   */
  static List<CommitmentState> of(
      List<Commitment> commitments,
      List<StoredRow> rows,
      Audience audience,
      LocalDate today,
      Texts texts) {
    return commitments.stream()
        .map(commitment -> of(commitment, rows, audience, today, texts))
        .toList();
  }

  private static CommitmentState of(
      Commitment commitment,
      List<StoredRow> rows,
      Audience audience,
      LocalDate today,
      Texts texts) {
    String measurement = LedgerEntry.commitmentMeasurement(commitment.id());
    List<PeriodVerdict> periods = new ArrayList<>();
    for (StoredRow row : rows) {
      if (row.row().entry().measurement().equals(measurement)) {
        periods.add(period(row, texts));
      }
    }
    List<PeriodVerdict> newest =
        periods.subList(Math.max(0, periods.size() - PERIODS), periods.size());
    boolean withheld = audience.isHkstp() && OutputFields.contains(commitment.field());
    Line line = Line.through(newest);
    PeriodVerdict last = newest.isEmpty() ? null : newest.get(newest.size() - 1);
    return new CommitmentState(
        commitment.id(),
        commitment.tenant(),
        commitment.metric(),
        commitment.baseline(),
        commitment.baselinePeriod(),
        commitment.target(),
        commitment.by().toString(),
        commitment.minimumCoverage(),
        commitment.judgedOver().wireName(),
        commitment.method(),
        last == null ? unjudged(commitment, today) : last.verdict(),
        last == null
            ? texts.get(
                "commitments.none_closed", texts.get("grain." + commitment.judgedOver().wireName()))
            : last.reason(),
        withheld,
        newest.stream().map(period -> withheld ? without(period) : period).toList(),
        commitment.by().isBefore(today) ? "due" : trend(commitment, line),
        projection(commitment, line, withheld, today, texts));
  }

  private static String unjudged(Commitment commitment, LocalDate today) {
    return commitment.by().isBefore(today)
        ? CommitmentVerdict.INSUFFICIENT_EVIDENCE.wireName()
        : CommitmentVerdict.NOT_YET_DUE.wireName();
  }

  private static PeriodVerdict period(StoredRow stored, Texts texts) {
    LedgerEntry entry = stored.row().entry();
    JsonNode said;
    try {
      said = JSON.readTree(entry.figures());
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("the ledger takes JSON alone", noJson);
    }
    return new PeriodVerdict(
        stored.row().seq(),
        entry.periodStartMillis(),
        entry.revision(),
        said.path("standing").asText(),
        said.path("verdict").asText(),
        number(said.path("value")),
        number(said.path("progress")),
        entry.coverage(),
        said.path("grade").asText(),
        RecordedReason.in(texts, said.path("reason").textValue()));
  }

  private static Double number(JsonNode value) {
    return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
  }

  private static PeriodVerdict without(PeriodVerdict period) {
    return new PeriodVerdict(
        period.seq(),
        period.start(),
        period.revision(),
        period.standing(),
        period.verdict(),
        null,
        null,
        period.coverage(),
        period.grade(),
        period.reason());
  }

  private static String trend(Commitment commitment, Line line) {
    if (line.points() < FEWEST_PERIODS || line.slope() == 0) {
      return "unknown";
    }
    return line.slope() < 0 == commitment.lowerIsBetter() ? "towards" : "away";
  }

  private static Projection projection(
      Commitment commitment, Line line, boolean withheld, LocalDate today, Texts texts) {
    if (commitment.by().isBefore(today)) {
      return new Projection(null, null, line.points(), texts.get("commitments.is_due"));
    }
    if (line.points() < FEWEST_PERIODS) {
      return new Projection(
          null, null, line.points(), texts.get("commitments.too_few", FEWEST_PERIODS));
    }
    Instant due = commitment.by().atStartOfDay(HongKongTime.ZONE).toInstant();
    double value = line.at(due.toEpochMilli());
    double target = commitment.target().doubleValue();
    boolean onCourse = commitment.lowerIsBetter() ? value <= target : value >= target;
    return new Projection(onCourse, withheld ? null : value, line.points(), null);
  }

  /** The straight line with the least squares of distances from the periods' values. */
  private record Line(int points, double slope, double middle, double mean) {
    static Line through(List<PeriodVerdict> periods) {
      List<PeriodVerdict> known =
          periods.stream().filter(period -> period.value() != null).toList();
      double days = known.stream().mapToDouble(p -> p.start() / DAY_MILLIS).average().orElse(0);
      double mean = known.stream().mapToDouble(PeriodVerdict::value).average().orElse(0);
      double above = 0;
      double below = 0;
      for (PeriodVerdict period : known) {
        double x = period.start() / DAY_MILLIS - days;
        above += x * (period.value() - mean);
        below += x * x;
      }
      return new Line(known.size(), below == 0 ? 0 : above / below, days, mean);
    }

    double at(long millis) {
      return mean + slope * (millis / DAY_MILLIS - middle);
    }
  }
}
