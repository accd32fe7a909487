package hk.innopark.jobs.figures;

import hk.innopark.events.FigureFields;
import hk.innopark.jobs.element.Subject;
import java.util.List;
import java.util.Locale;

/** The measurements and their fields, in the contract's order; the units are in the names. */
public enum Measurement {
  THROUGHPUT(Subject.THROUGHPUT, FigureFields.THROUGHPUT),
  ENERGY(Subject.ENERGY, FigureFields.ENERGY),
  SUSTAINABILITY(Subject.SUSTAINABILITY, FigureFields.SUSTAINABILITY),
  QUALITY_OF_DATA(Subject.QUALITY_OF_DATA, FigureFields.QUALITY_OF_DATA);

  private final Subject subject;

  @SuppressWarnings("ImmutableEnumChecker") // always List.of or List.copyOf
  private final List<String> fields;

  Measurement(Subject subject, List<String> fields) {
    this.subject = subject;
    this.fields = fields;
  }

  /** Which elements it is about. */
  Subject subject() {
    return subject;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the fields, in the order of {@link FigureRow#values()}. */
  public List<String> fields() {
    return fields;
  }
}
