package hk.innopark.jobs.sink.influx;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the sink counts, as Flink's own sinks do and beside it.
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

  static InfluxSinkMetrics of(MetricGroup group) {
    return new InfluxSinkMetrics(
        group.counter("pointsWritten"),
        group.counter("batchesWritten"),
        group.counter("writeRetries"),
        group.counter("pointsRejected"),
        group.counter("numRecordsSend"),
        group.counter("numBytesSend"),
        group.counter("numRecordsSendErrors"));
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
