package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.gateway.testing.BrokerProcess;
import hk.innopark.gateway.testing.Device;
import hk.innopark.gateway.testing.FaultReport;
import hk.innopark.gateway.testing.KafkaProcess;
import hk.innopark.gateway.testing.KafkaTail;
import hk.innopark.gateway.testing.MosquittoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;

/** Mosquitto and Kafka in processes of their own, devices that publish, and a tail on Kafka. */
final class FaultBench implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** After so long without a message more, none is to be expected. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /**
   * Long enough for a busy machine to answer a ping in; after half as much more the broker cuts.
   */
  static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  final BrokerProcess broker;
  final KafkaProcess kafka;
  final KafkaTail tail;
  final List<Device> devices = new ArrayList<>();
  private final Path directory;
  private final List<Runnable> owned = new ArrayList<>();
  private double longestRecoverySeconds;
  private OptionalDouble processorSeconds = OptionalDouble.empty();

  FaultBench(Path directory, MosquittoProcess.Profile profile) throws IOException {
    this(directory, new MosquittoProcess(directory, profile));
  }

  FaultBench(Path directory, BrokerProcess broker) throws IOException {
    this.directory = directory;
    this.broker = broker;
    Files.createDirectories(directory);
    kafka = new KafkaProcess(directory);
    kafka.start();
    broker.start();
    KafkaTopics.create(kafka.bootstrapServers(), 3);
    tail = new KafkaTail(kafka.bootstrapServers());
  }

  Map<String, String> environment() {
    return environment(broker.url());
  }

  Map<String, String> environment(String mqttUrl) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MQTT_URL", mqttUrl);
    environment.put("MQTT_KEEP_ALIVE", KEEP_ALIVE.toString());
    broker
        .password()
        .ifPresent(
            password -> {
              environment.put("MQTT_USERNAME", "gateway");
              environment.put("MQTT_PASSWORD", password);
            });
    environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    return environment;
  }

  /** A gateway in this process, subscribed. */
  Gateway gateway(Map<String, String> environment) throws IOException {
    Gateway gateway = new Gateway(GatewayConfig.fromEnvironment(environment));
    owned.add(gateway::stop);
    gateway.start();
    patiently().until(gateway::isReady);
    return gateway;
  }

  GatewayProcess gatewayProcess() {
    GatewayProcess process = new GatewayProcess(directory, environment());
    owned.add(process::close);
    return process;
  }

  GatewayProcess gatewayProcess(PlantedBug bug) {
    GatewayProcess process = new GatewayProcess(directory, environment(), bug);
    owned.add(process::close);
    return process;
  }

  private static String topic(int number) {
    return "innopark/tai-po/noodle/line-1/m-" + number;
  }

  /** The client ids of the first devices of the tenant. */
  static List<String> clientIds(int count) {
    return IntStream.range(0, count).mapToObj(FaultBench::topic).map(Device::clientId).toList();
  }

  /** Starts devices of a tenant, each at a rate. */
  void publish(int count, double perSecondEach) {
    IntStream.range(0, count)
        .mapToObj(number -> new Device(broker, topic(number), perSecondEach))
        .forEach(devices::add);
    devices.forEach(Device::start);
  }

  /** Waits until something that was not in Kafka before is there. */
  void awaitProgress() {
    long before = tail.found(devices);
    patiently().until(() -> tail.found(devices) > before);
  }

  /** Call it when a fault has ended: waits for the next record, and notes how long that took. */
  void measureRecovery() {
    long began = System.nanoTime();
    Map<TopicPartition, Long> before = tail.held();
    patiently().until(() -> tail.hasMessageBehind(before));
    longestRecoverySeconds = Math.max(longestRecoverySeconds, (System.nanoTime() - began) / 1e9);
  }

  /** As {@link #measureRecovery()}, of a gateway that was launched anew. */
  void measureRecovery(GatewayProcess gateway) {
    double longestBefore = longestRecoverySeconds;
    measureRecovery();
    if (longestRecoverySeconds > longestBefore) {
      processorSeconds = OptionalDouble.of(gateway.processorSeconds());
    }
  }

  /**
   * Stops the devices and waits until all they saw acknowledged is in Kafka, or nothing more comes.
   */
  KafkaTail.Verdict settle() {
    devices.forEach(device -> device.finish(Duration.ofMinutes(1)));
    long found = -1;
    long silentSince = System.nanoTime();
    while (!tail.verdict(devices).lost().isEmpty()
        && System.nanoTime() - silentSince < SILENCE.toNanos()) {
      long now = tail.found(devices);
      if (now != found) {
        found = now;
        silentSince = System.nanoTime();
      }
      pause(Duration.ofMillis(200));
    }
    return tail.verdict(devices);
  }

  /** Settles and writes the report. */
  KafkaTail.Verdict settleAndReport(String fault, int rounds) {
    KafkaTail.Verdict verdict = settle();
    FaultReport.record(
        fault, rounds, verdict, new FaultReport.Recovery(longestRecoverySeconds, processorSeconds));
    return verdict;
  }

  /**
   * Settles, writes the report, and holds the gateway to its promise: nothing lost, nothing
   * altered, and each machine's messages in their order, repetitions aside.
   */
  KafkaTail.Verdict assertNothingLost(String fault, int rounds) {
    KafkaTail.Verdict verdict = settleAndReport(fault, rounds);
    assertThat(verdict.lost()).as(fault).isEmpty();
    assertThat(verdict.altered()).isZero();
    assertThat(verdict.outOfOrder()).isZero();
    assertThat(verdict.acked()).isEqualTo(verdict.sent()).isPositive();
    return verdict;
  }

  static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    devices.forEach(Device::close);
    owned.forEach(Runnable::run);
    tail.close();
    broker.close();
    kafka.close();
  }
}
