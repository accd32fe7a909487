package hk.innopark.jobs.sink.influx;

import hk.innopark.events.OutputFields;
import hk.innopark.jobs.figures.Measurement;

/** Which fields of a row a reader of the bucket may see. */
public enum FieldView {
  ALL {
    @Override
    boolean shows(String field) {
      return true;
    }
  },
  /** What HKSTP sees of a tenant: no figure that depends on how many items were made. */
  WITHOUT_COUNTS {
    @Override
    boolean shows(String field) {
      return !OutputFields.contains(field);
    }
  };

  abstract boolean shows(String field);

  /** For each of the measurement's fields, in their order, whether it is shown. */
  final boolean[] mask(Measurement measurement) {
    boolean[] mask = new boolean[measurement.fields().size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = shows(measurement.fields().get(i));
    }
    return mask;
  }
}
