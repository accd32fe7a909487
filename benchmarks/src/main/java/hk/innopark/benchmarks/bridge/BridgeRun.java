package hk.innopark.benchmarks.bridge;

import hk.innopark.benchmarks.process.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rounds in turns. In a round the contestant stands still (SIGSTOP) while all messages of the round
 * are queued for it in the broker, and is then let go. So the load costs nothing in the measured
 * time and waits for nobody, and a contestant's processes are warm, as they are in service.
 */
final class BridgeRun {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** After this a record beyond the expected would have come. */
  private static final Duration AFTERMATH = Duration.ofMillis(500);

  /**
   * How many messages of a round come after the clock has stopped: kcat reads its input in blocks
   * of 4 KiB and keeps the last, unfinished one, about twenty messages, until more comes.
   */
  private static final int TAIL = 50;

  private final BridgeBench bench;
  private final int messages;
  private final Map<String, Long> published = new LinkedHashMap<>();

  BridgeRun(BridgeBench bench, int messages) {
    this.bench = bench;
    this.messages = messages;
  }

  /**
   * One round of each that does not count, then {@code rounds} of each.
   *
   * @throws IOException where a contestant's messages in Kafka are not those that were published
   */
  List<Round> run(int rounds, Consumer<String> progress) throws IOException, InterruptedException {
    List<Round> done = new ArrayList<>();
    try (Contestant gateway = new GatewayContestant(bench);
        Contestant pipe = new PipeContestant(bench);
        RawPublisher publisher = new RawPublisher(bench.mqttPort());
        TopicMeter gatewayTopic = new TopicMeter(bench.bootstrapServers(), gateway.kafkaTopic());
        TopicMeter pipeTopic = new TopicMeter(bench.bootstrapServers(), pipe.kafkaTopic())) {
      begin(gateway, publisher, gatewayTopic);
      begin(pipe, publisher, pipeTopic);
      for (int number = 0; number <= rounds; number++) {
        for (Round round :
            List.of(
                round(number, gateway, publisher, gatewayTopic),
                round(number, pipe, publisher, pipeTopic))) {
          progress.accept(
              String.format(
                  Locale.ROOT,
                  "%s  %-20s %,9.0f messages/s  %,9.0f messages/CPU-second",
                  number == 0 ? "warm-up" : "round " + number,
                  round.contestant(),
                  round.messagesPerSecond(),
                  round.messagesPerCpuSecond()));
          if (number > 0) {
            done.add(round);
          }
        }
      }
    }
    return done;
  }

  /** Starts a contestant, and publishes until it has subscribed. */
  private void begin(Contestant contestant, RawPublisher publisher, TopicMeter topic)
      throws IOException, InterruptedException {
    contestant.start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (topic.size() == 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException(contestant.name() + " brings nothing to Kafka");
      }
      publisher.fill(contestant.topicRoot(), TAIL);
      Thread.sleep(100);
    }
    Thread.sleep(AFTERMATH.toMillis());
    var fillers = topic.readOn();
    if (fillers.records() > 0) {
      throw new IOException(
          contestant.name() + ": " + fillers.records() + " messages are not as they were sent");
    }
    published.put(contestant.name(), 0L);
  }

  private Round round(int number, Contestant contestant, RawPublisher publisher, TopicMeter topic)
      throws IOException, InterruptedException {
    List<Process> processes = contestant.processes();
    long measured = Math.max(1, messages - TAIL);
    long before = topic.size();
    Processes.freeze(processes);
    long first = published.get(contestant.name());
    long expected = publisher.publish(contestant.topicRoot(), first, messages);
    published.put(contestant.name(), first + messages);
    double cpu = Processes.cpuSeconds(processes);
    double brokerCpu = Processes.cpuSeconds(bench.mosquitto());
    double kafkaCpu = Processes.cpuSeconds(bench.kafka());
    long startedNanos = System.nanoTime();
    Processes.thaw(processes);
    topic.await(before + measured, PATIENCE);
    Round round =
        new Round(
            contestant.name(),
            number,
            measured,
            (System.nanoTime() - startedNanos) / 1e9,
            Processes.cpuSeconds(processes) - cpu,
            Processes.cpuSeconds(bench.mosquitto()) - brokerCpu,
            Processes.cpuSeconds(bench.kafka()) - kafkaCpu,
            Processes.peakBytes(processes));
    publisher.fill(contestant.topicRoot(), TAIL);
    Thread.sleep(AFTERMATH.toMillis());
    TopicMeter.Content content = topic.readOn();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (content.records() < messages && System.nanoTime() < deadline) {
      content = content.plus(topic.readOn());
    }
    if (content.records() != messages || content.crcSum() != expected) {
      throw new IOException(
          "%s, round %d: %d messages were published, and Kafka has %d%s"
              .formatted(
                  contestant.name(),
                  number,
                  messages,
                  content.records(),
                  content.records() == messages ? " of another content" : ""));
    }
    return round;
  }
}
