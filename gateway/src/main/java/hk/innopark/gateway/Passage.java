package hk.innopark.gateway;

import java.time.Duration;

/**
 * One message between its arrival and Kafka's word on it.
 *
 * @param epoch the connection on which it came, and on which alone it can be acknowledged
 * @param position in that connection's window
 * @param units of memory that it holds
 */
record Passage(
    MqttEpoch epoch,
    ForwardQueue queue,
    GatewayMetrics metrics,
    RecordMapper mapper,
    long position,
    long arrivedNanos,
    int units,
    Outbound outbound)
    implements Forwarder.Outcome {

  @Override
  public void confirmed() {
    metrics.confirmed(outbound, Duration.ofNanos(System.nanoTime() - arrivedNanos));
    queue.left(this);
    epoch.confirmed(position);
  }

  @Override
  public void refusedAsTooLarge() {
    if (outbound.rejected().isPresent()) {
      failed(new IllegalStateException("Kafka refuses a dead letter as too large"));
      return;
    }
    // back through the queue: this is the producer's thread, which must not wait for itself
    Outbound deadLetter = mapper.refusedByKafka(outbound.record());
    queue.replace(
        new Passage(epoch, queue, metrics, mapper, position, arrivedNanos, units, deadLetter));
  }

  @Override
  public void failed(Exception cause) {
    metrics.abandoned.increment();
    queue.left(this);
    epoch.failed(cause);
  }
}
