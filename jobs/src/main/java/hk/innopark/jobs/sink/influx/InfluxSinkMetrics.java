package hk.innopark.jobs.sink.influx;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * What the sink counts, beside Flink's own {@code numRecordsSend} and {@code numBytesSend}.
 *
 * @param pointsWritten points that the server has confirmed
 * @param batchesWritten requests that the server has confirmed
 * @param writeRetries requests that were made again
 * @param pointsRejected points that the server refuses for good
 */
record InfluxSinkMetrics(
    Counter pointsWritten,
    Counter batchesWritten,
    Counter writeRetries,
    Counter pointsRejected,
    Counter recordsSent,
    Counter bytesSent,
    Counter sendErrors) {

  static InfluxSinkMetrics of(SinkWriterMetricGroup group) {
    return new InfluxSinkMetrics(
        group.counter("pointsWritten"),
        group.counter("batchesWritten"),
        group.counter("writeRetries"),
        group.counter("pointsRejected"),
        group.getNumRecordsSendCounter(),
        group.getNumBytesSendCounter(),
        group.getNumRecordsSendErrorsCounter());
  }

  void written(int points, int bytes) {
    pointsWritten.inc(points);
    batchesWritten.inc();
    recordsSent.inc(points);
    bytesSent.inc(bytes);
  }

  void rejected() {
    pointsRejected.inc();
    sendErrors.inc();
  }
}
