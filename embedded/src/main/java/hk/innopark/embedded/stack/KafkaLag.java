package hk.innopark.embedded.stack;

import hk.innopark.events.Topics;
import hk.innopark.jobs.source.KafkaSourceConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Says whether the job has read all that is in its topic. */
final class KafkaLag implements AutoCloseable {
  private final Admin admin;
  private final String group;

  private KafkaLag(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  static KafkaLag of(KafkaSourceConfig config) {
    return new KafkaLag(
        Admin.create(Map.of("bootstrap.servers", config.bootstrapServers())), config.group());
  }

  /** How many messages of each partition the job has not confirmed; those with none left out. */
  Map<TopicPartition, Long> unread() throws IOException, InterruptedException {
    try {
      Map<TopicPartition, ListOffsetsResultInfo> ends = ends();
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, Long> unread = new HashMap<>();
      ends.forEach(
          (partition, end) -> {
            OffsetAndMetadata read = committed.get(partition);
            long left = end.offset() - (read == null ? 0 : read.offset());
            if (left > 0) {
              unread.put(partition, left);
            }
          });
      return unread;
    } catch (ExecutionException failure) {
      throw new IOException("Kafka: " + failure.getCause().getMessage(), failure);
    }
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends()
      throws ExecutionException, InterruptedException {
    TopicDescription raw =
        admin.describeTopics(java.util.List.of(Topics.RAW)).allTopicNames().get().get(Topics.RAW);
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    raw.partitions()
        .forEach(
            partition ->
                latest.put(
                    new TopicPartition(Topics.RAW, partition.partition()), OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get();
  }

  @Override
  public void close() {
    admin.close();
  }
}
