package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.Topics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts heartbeats into the producer that carries the messages, so that none overtakes a message of
 * its partition. At most one a partition is on its way: an outage does not pile them up.
 */
final class HeartbeatRecords {
  private static final byte[] KEY = Topics.HEARTBEAT_KEY.getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  private final byte[] gateway;
  private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();

  HeartbeatRecords(String gatewayId) {
    this.gateway = gatewayId.getBytes(UTF_8);
  }

  void send(
      Producer<byte[], byte[]> producer,
      long receivedAtMillis,
      Forwarder.HeartbeatOutcome outcome) {
    // asked each time, since partitions can be added; the producer knows the answer by itself
    int partitions = producer.partitionsFor(Topics.RAW).size();
    for (int partition = 0; partition < partitions; partition++) {
      if (underWay.add(partition)) {
        send(producer, partition, receivedAtMillis, outcome);
      }
    }
  }

  private void send(
      Producer<byte[], byte[]> producer,
      int partition,
      long receivedAtMillis,
      Forwarder.HeartbeatOutcome outcome) {
    try {
      var unused =
          producer.send(
              record(partition, receivedAtMillis),
              (metadata, exception) -> {
                underWay.remove(partition);
                if (exception == null) {
                  outcome.written(receivedAtMillis);
                } else {
                  outcome.failed(exception);
                }
              });
    } catch (RuntimeException notTaken) {
      underWay.remove(partition);
      throw notTaken;
    }
  }

  private ProducerRecord<byte[], byte[]> record(int partition, long receivedAtMillis) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.RAW, partition, KEY, NOTHING);
    record
        .headers()
        .add(Topics.HEADER_RECEIVED_AT, Long.toString(receivedAtMillis).getBytes(US_ASCII))
        .add(Topics.HEADER_GATEWAY, gateway);
    return record;
  }
}
