package hk.innopark.registry;

import hk.innopark.registry.model.Criterion;
import java.math.BigDecimal;

/** Reads by what HKSTP judges the principles. */
final class CriterionReader {
  private final Distinct ids = new Distinct();

  Criterion read(Entry entry) {
    Mapping criterion = entry.mapping();
    Entry idEntry = criterion.required("id");
    String id = idEntry.id();
    ids.add(id, "criterion \"" + id + '"', idEntry);
    Integer principle = CommitmentReader.principle(criterion.required("principle"));
    String metric = CommitmentReader.figureOrDeclared(criterion.required("metric"));
    BigDecimal atLeast = criterion.optional("at_least").decimal();
    BigDecimal atMost = criterion.optional("at_most").decimal();
    BigDecimal weight = criterion.optional("weight").positive();
    if (atLeast == null && atMost == null && weight == null) {
      criterion.refuse("has none of at_least, at_most, weight");
    }
    String source = criterion.required("source").text();
    criterion.end();
    return new Criterion(
        id, principle == null ? 0 : principle, metric, atLeast, atMost, weight, source);
  }
}
