package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;

/**
 * Writes a change of an alert as one line: measurement {@code alerts}, tags sorted by name, fields,
 * and when it changed. Every field is a float.
 */
final class AlertLineEncoder {
  private AlertLineEncoder() {}

  static void encode(Alert alert, FieldView view, LineBatch batch) {
    batch.putAscii("alerts");
    LineTags.put("estate", alert.estate(), batch);
    LineTags.put("kind", alert.kind().wireName(), batch);
    LineTags.put("level", alert.kind().level().wireName(), batch);
    LineTags.put("line", alert.line(), batch);
    LineTags.put("machine", alert.machine(), batch);
    LineTags.put("origin", alert.origin(), batch);
    LineTags.put("severity", alert.kind().severity().wireName(), batch);
    LineTags.put("signal", alert.signal(), batch);
    LineTags.put("tenant", alert.tenant(), batch);
    batch.putAscii(alert.isActive() ? " state=1" : " state=0");
    batch.putAscii(",raised_at_ms=" + alert.raisedAtMillis());
    batch.putAscii(",since_ms=" + alert.sinceMillis());
    field("threshold", alert.threshold(), batch);
    // an OEE as figures have it, so it is seen where theirs is
    if (alert.kind() != AlertKind.OEE_LOW || view.shows("oee")) {
      field("value", alert.value(), batch);
    }
    batch.putAscii(" " + alert.changedAtMillis());
    batch.endLine();
  }

  private static void field(String name, double value, LineBatch batch) {
    if (Double.isFinite(value)) {
      batch.putAscii("," + name + "=" + value);
    }
  }
}
