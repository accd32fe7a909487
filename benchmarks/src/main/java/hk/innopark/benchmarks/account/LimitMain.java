package hk.innopark.benchmarks.account;

import hk.innopark.benchmarks.process.ProcessMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One thread that polls, scans bytes and adds in arrays. */
final class LimitMain {
  private LimitMain() {}

  public static void main(String[] arguments) throws Exception {
    AccountTask task = AccountTask.of(arguments);
    Workload workload = task.workload();
    // a pass to warm up: a job that runs for days is compiled
    pass(task, workload.messages(), new LimitSums(workload));
    LimitSums sums = new LimitSums(workload);
    ProcessMeter start = ProcessMeter.now();
    pass(task, workload.messages(), sums);
    sums.closeAll();
    ProcessMeter used = ProcessMeter.now().since(start);
    task.finish(AccountRound.of(task, workload.messages(), 0, used, sums.checksums()));
  }

  private static void pass(AccountTask task, long messages, LimitSums sums) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            task.bootstrapServers(),
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            20_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            4 * 1024 * 1024);
    KeyTable machines = new KeyTable(task.workload());
    MessageScan message = new MessageScan();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = WorkloadTopic.partitions();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long seen = 0;
      while (seen < messages) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          int machine = machines.find(record.key());
          if (machine >= 0) {
            message.read(record.value());
            sums.add(machine, message);
            seen++;
          }
        }
      }
    }
  }
}
