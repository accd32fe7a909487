package hk.innopark.jobs.figures;

import hk.innopark.events.FigureFields;
import java.util.List;
import java.util.Locale;

/** The measurements and their fields, in the contract's order; the units are in the names. */
public enum Measurement {
  THROUGHPUT(FigureFields.THROUGHPUT),
  ENERGY(FigureFields.ENERGY),
  SUSTAINABILITY(FigureFields.SUSTAINABILITY),
  QUALITY_OF_DATA(FigureFields.QUALITY_OF_DATA);

  @SuppressWarnings("ImmutableEnumChecker") // always List.of or List.copyOf
  private final List<String> fields;

  Measurement(List<String> fields) {
    this.fields = fields;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the fields, in the order of {@link FigureRow#values()}. */
  public List<String> fields() {
    return fields;
  }
}
