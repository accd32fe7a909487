package hk.innopark.benchmarks.bridge;

import hk.innopark.benchmarks.process.Processes;
import java.io.IOException;
import java.util.List;

/** One way to bring messages from MQTT to Kafka, in processes that live through all its rounds. */
interface Contestant extends AutoCloseable {
  String GATEWAY = "gateway";
  String PIPE = "mosquitto_sub | kcat";

  String name();

  /** First level of the MQTT topics that it listens to; all contestants' are of one length. */
  String topicRoot();

  /** Where its messages arrive. */
  String kafkaTopic();

  /** Starts it; it may subscribe a moment later. */
  void start() throws IOException;

  /** Its processes, whose time and memory count. */
  List<Process> processes();

  @Override
  default void close() {
    processes().forEach(Processes::end);
  }
}
