package hk.innopark.jobs.figures;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of one row while they are computed; a field that is not set is NaN. */
final class Fields {
  private static final Map<Measurement, Map<String, Integer>> INDICES =
      new EnumMap<>(Measurement.class);

  static {
    for (Measurement measurement : Measurement.values()) {
      Map<String, Integer> indices = new HashMap<>();
      for (String field : measurement.fields()) {
        indices.put(field, indices.size());
      }
      INDICES.put(measurement, indices);
    }
  }

  private final Measurement measurement;
  private final List<String> names;
  private final double[] values;

  /** The field behind the one that was set last: who sets fields in their order needs no search. */
  private int next;

  Fields(Measurement measurement) {
    this.measurement = measurement;
    this.names = measurement.fields();
    this.values = new double[names.size()];
    Arrays.fill(values, Double.NaN);
  }

  Fields set(String field, double value) {
    if (next == values.length || !names.get(next).equals(field)) {
      next = INDICES.get(measurement).get(field);
    }
    values[next++] = value;
    return this;
  }

  /**
   * A quotient; no value, that is NaN, which is null in every output, where the denominator is
   * zero.
   */
  Fields ratio(String field, double numerator, double denominator) {
    return set(field, denominator == 0 ? Double.NaN : numerator / denominator);
  }

  /** An element in thousandths of the field's unit. */
  Fields milli(String field, Elements elements, Element element) {
    return set(field, elements.get(element) / 1e3);
  }

  /** An element in millionths of the field's unit. */
  Fields micro(String field, Elements elements, Element element) {
    return set(field, elements.get(element) / 1e6);
  }

  /** An element in 10⁻⁹ of the field's unit. */
  Fields nano(String field, Elements elements, Element element) {
    return set(field, elements.get(element) / 1e9);
  }

  Fields count(String field, Elements elements, Element element) {
    return set(field, (double) elements.get(element));
  }

  double[] values() {
    return values;
  }
}
