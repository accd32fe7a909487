package hk.innopark.gateway.testing;

import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares what devices sent and saw acknowledged with what Kafka holds.
 *
 * @param lost acknowledged to a device and not in Kafka, as {@code topic#number}
 * @param altered in Kafka with other bytes than were sent
 * @param outOfOrder first appearances in Kafka that come after a later message's
 */
public record Ledger(
    long sent,
    long acked,
    long inKafka,
    Set<String> lost,
    long altered,
    long duplicated,
    long outOfOrder) {

  public static Ledger of(
      Collection<Device> devices, List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, Set<Long>> found = new HashMap<>();
    Map<String, Long> greatest = new HashMap<>();
    long altered = 0;
    long duplicated = 0;
    long outOfOrder = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String topic = KafkaLog.header(record, Topics.HEADER_MQTT_TOPIC);
      long number = number(record.value());
      if (!Arrays.equals(record.value(), Device.payload(topic, number))) {
        altered++;
      }
      if (!found.computeIfAbsent(topic, t -> new HashSet<>()).add(number)) {
        duplicated++;
      } else if (greatest.merge(topic, number, Math::max) > number) {
        outOfOrder++;
      }
    }
    Set<String> lost = new TreeSet<>();
    long sent = 0;
    long acked = 0;
    for (Device device : devices) {
      sent += device.sent();
      acked += device.acked().size();
      Set<Long> inKafka = found.getOrDefault(device.topic(), Set.of());
      for (Long number : device.acked()) {
        if (!inKafka.contains(number)) {
          lost.add(device.topic() + '#' + number);
        }
      }
    }
    long inKafka = found.values().stream().mapToLong(Set::size).sum();
    return new Ledger(sent, acked, inKafka, lost, altered, duplicated, outOfOrder);
  }

  private static long number(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    int from = text.indexOf("\"seq\":") + 6;
    return Long.parseLong(text.substring(from, text.indexOf(',', from)));
  }
}
