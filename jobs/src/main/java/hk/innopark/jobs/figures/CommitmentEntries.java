package hk.innopark.jobs.figures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.VerdictReason;
import hk.innopark.registry.lookup.CommitmentVerdict;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a closed period of a tenant says of each commitment that is judged over such periods: an
 * entry of the ledger each, which rests on the same messages as the period's figures.
 */
final class CommitmentEntries {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> DECLARED =
      Set.of(
          "waste_kg",
          "waste_kg_per_good",
          "diversion_share",
          "declared_scope1_kg",
          "declared_scope3_kg",
          "certificates_kwh");

  private CommitmentEntries() {}

  /**
   * The verdicts.
   *
   * @param registry in force at the period's end
   * @param rows the period's figures
   * @param said what the ledger has of them
   */
  static List<LedgerEntry> of(
      Registry registry, PeriodTotal total, List<FigureRow> rows, List<LedgerEntry> said) {
    List<LedgerEntry> verdicts = new ArrayList<>();
    if (total.entity().level() == Level.TENANT && !said.isEmpty()) {
      for (Commitment commitment : registry.commitments()) {
        if (commitment.tenant().equals(total.entity().tenant())
            && commitment.judgedOver().wireName().equals(total.grain().wireName())) {
          verdicts.add(entry(commitment, total, rows, said, null));
        }
      }
    }
    return verdicts;
  }

  /**
   * The verdict on one commitment.
   *
   * @param total the period, of whatever grain
   * @param said what the ledger has, or would have, of its figures: they name coverage and evidence
   * @param missing why there can be no value, in words; null where there can be one
   */
  static LedgerEntry entry(
      Commitment commitment,
      PeriodTotal total,
      List<FigureRow> rows,
      List<LedgerEntry> said,
      String missing) {
    LedgerEntry figures =
        said.stream()
            .filter(entry -> entry.measurement().equals(commitment.measurement()))
            .findFirst()
            .orElse(said.get(0));
    return new LedgerEntry(
        figures.tenant(),
        figures.origin(),
        null,
        LedgerEntry.commitmentMeasurement(commitment.id()),
        figures.grain(),
        figures.periodStartMillis(),
        figures.periodEndMillis(),
        figures.revision(),
        "{}",
        json(commitment, total, rows, figures, missing),
        figures.coverage(),
        figures.codeVersion(),
        figures.registryVersion(),
        figures.factorIds(),
        figures.rawMessages(),
        figures.rawDigest(),
        figures.reason());
  }

  private static String json(
      Commitment commitment,
      PeriodTotal total,
      List<FigureRow> rows,
      LedgerEntry figures,
      String missing) {
    Double value = missing == null ? value(commitment, rows) : null;
    Double coverage = figures.coverage();
    LocalDate end = ReferenceData.localDay(total.endMillis());
    Elements elements = Elements.unpack(total.elements());
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
      json.writeStartObject();
      json.writeStringField("commitment", commitment.id());
      json.writeStringField("metric", commitment.metric());
      json.writeStringField(
          "boundary", commitment.boundary() == null ? "the whole tenant" : commitment.boundary());
      json.writeStringField("judged_over", commitment.judgedOver().wireName());
      json.writeNumberField("baseline", commitment.baseline());
      json.writeStringField("baseline_period", commitment.baselinePeriod());
      json.writeNumberField("target", commitment.target());
      json.writeStringField("by", commitment.by().toString());
      json.writeNumberField("minimum_coverage", commitment.minimumCoverage());
      json.writeStringField("method", commitment.method());
      number(json, "value", value);
      number(json, "progress", CommitmentVerdict.progress(commitment, value));
      number(json, "coverage", coverage);
      number(json, "measured_share", DataQualityFigures.measuredShare(elements));
      json.writeStringField("grade", grade(commitment, elements));
      json.writeStringField(
          "standing", CommitmentVerdict.standing(commitment, value, coverage).wireName());
      json.writeStringField(
          "verdict", CommitmentVerdict.of(commitment, value, coverage, end).wireName());
      json.writeStringField(
          "reason", missing == null ? reason(commitment, value, coverage, figures) : missing);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static Double value(Commitment commitment, List<FigureRow> rows) {
    for (FigureRow row : rows) {
      if (row.measurement().wireName().equals(commitment.measurement())) {
        int index = row.measurement().fields().indexOf(commitment.field());
        return index < 0 || Double.isNaN(row.values()[index])
            ? null
            : Double.valueOf(row.values()[index]);
      }
    }
    return null;
  }

  private static void number(JsonGenerator json, String name, Double value) throws IOException {
    json.writeFieldName(name);
    if (value == null || value.isNaN()) {
      json.writeNull();
    } else {
      json.writeNumber(value.doubleValue());
    }
  }

  /** The weakest of what the figure rests on. */
  private static String grade(Commitment commitment, Elements elements) {
    if (DECLARED.contains(commitment.field())) {
      return "declared";
    }
    boolean isOfEnergy = !commitment.measurement().equals("throughput");
    boolean isEstimated =
        elements.get(Element.ESTIMATED_MICRO_INTERVALS) != 0
            || (isOfEnergy
                && (elements.get(Element.ESTIMATED_NANO_KWH) != 0
                    || elements.get(Element.INTEGRATED_NANO_KWH) != 0));
    return isEstimated ? "estimated" : "measured";
  }

  /** Why there is no more to say; null where nothing is missing. */
  private static String reason(
      Commitment commitment, Double value, Double coverage, LedgerEntry figures) {
    if (value == null) {
      boolean needsFactors = commitment.measurement().equals(Measurement.SUSTAINABILITY.wireName());
      return needsFactors && figures.factorIds().contains("missing:")
          ? VerdictReason.FACTOR_MISSING
          : VerdictReason.NO_VALUE;
    }
    if (coverage == null) {
      return VerdictReason.NO_SAMPLE;
    }
    return coverage < commitment.minimumCoverage().doubleValue()
        ? VerdictReason.coverageBelow(coverage, commitment.minimumCoverage())
        : null;
  }
}
