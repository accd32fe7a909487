package hk.innopark.gateway;

import hk.innopark.events.RejectReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** What the gateway counts; no label is ever made from input. */
final class GatewayMetrics {
  /** Messages handed over by the broker, repetitions included. */
  final LongAdder received = new LongAdder();

  /** Confirmed by Kafka in the raw topic. */
  final LongAdder bridged = new LongAdder();

  /** Dropped unacknowledged, since their connection ended. */
  final LongAdder abandoned = new LongAdder();

  /** PUBACKs sent. */
  final LongAdder acked = new LongAdder();

  /** QoS 0 messages that found no room; they were promised nothing. */
  final LongAdder shed = new LongAdder();

  /** Messages of a shared broker that are nobody's here. */
  final LongAdder foreign = new LongAdder();

  /** Connections that ended for whatever cause. */
  final LongAdder reconnects = new LongAdder();

  /** Connections that ended because another client came with the same id. */
  final LongAdder takeovers = new LongAdder();

  /** Connections or subscriptions that the broker refused. */
  final LongAdder refusals = new LongAdder();

  /** Connections that began without the session that should have waited at the broker. */
  final LongAdder sessionsLost = new LongAdder();

  /** Commands handed to the broker for edge nodes. */
  final LongAdder commands = new LongAdder();

  /** Commands that were too old, or none that a host may send. */
  final LongAdder commandsDropped = new LongAdder();

  /** Heartbeats that Kafka confirmed, one a partition and interval. */
  final LongAdder heartbeats = new LongAdder();

  /** Heartbeats that were not written. */
  final LongAdder heartbeatsFailed = new LongAdder();

  /** The newest moment that a heartbeat named which Kafka confirmed; 0 before the first. */
  final LongAccumulator newestHeartbeatMillis = new LongAccumulator(Math::max, 0);

  private final Map<RejectReason, LongAdder> deadLetters = new EnumMap<>(RejectReason.class);
  private final Timer kafkaLatency;

  GatewayMetrics(MeterRegistry registry) {
    counter(registry, "gateway.received", "Messages handed over by the broker", received);
    counter(registry, "gateway.bridged", "Messages confirmed by Kafka", bridged);
    counter(registry, "gateway.abandoned", "Messages left for the broker to repeat", abandoned);
    counter(registry, "gateway.acked", "PUBACKs sent", acked);
    counter(registry, "gateway.shed", "QoS 0 messages that found no room", shed);
    counter(registry, "gateway.foreign", "Messages that are nobody's here", foreign);
    counter(registry, "gateway.reconnects", "MQTT connections that ended", reconnects);
    counter(registry, "gateway.takeovers", "Connections lost to the same client id", takeovers);
    counter(registry, "gateway.refusals", "Connections or subscriptions refused", refusals);
    counter(registry, "gateway.sessions.lost", "Sessions the broker had lost", sessionsLost);
    counter(registry, "gateway.commands", "Commands sent to edge nodes", commands);
    counter(
        registry, "gateway.commands.dropped", "Commands too old or not allowed", commandsDropped);
    counter(registry, "gateway.heartbeats", "Heartbeats confirmed by Kafka", heartbeats);
    counter(registry, "gateway.heartbeats.failed", "Heartbeats not written", heartbeatsFailed);
    for (RejectReason reason : RejectReason.values()) {
      LongAdder count = new LongAdder();
      deadLetters.put(reason, count);
      FunctionCounter.builder("gateway.dead.letters", count, LongAdder::sum)
          .description("Messages refused, confirmed by Kafka as dead letters")
          .tag("reason", reason.name())
          .register(registry);
    }
    kafkaLatency =
        Timer.builder("gateway.kafka.ack")
            .description("From a message's arrival to Kafka's confirmation")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  private static void counter(
      MeterRegistry registry, String name, String description, LongAdder count) {
    FunctionCounter.builder(name, count, LongAdder::sum)
        .description(description)
        .register(registry);
  }

  <T> void gauge(
      MeterRegistry registry, String name, String description, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(description).register(registry);
  }

  /** Its newest heartbeat and its clock under its id, for who asks several gateways. */
  void moments(MeterRegistry registry, String gatewayId, Clock clock) {
    Gauge.builder(
            "gateway.heartbeat",
            newestHeartbeatMillis,
            newest -> newest.get() == 0 ? Double.NaN : newest.get() / 1000.0)
        .description("The moment of the newest heartbeat that Kafka confirmed, as Unix time")
        .baseUnit("seconds")
        .tag("gateway", gatewayId)
        .register(registry);
    Gauge.builder("gateway.clock", clock, now -> now.millis() / 1000.0)
        .description("The gateway's clock, as Unix time")
        .baseUnit("seconds")
        .tag("gateway", gatewayId)
        .register(registry);
  }

  void confirmed(Outbound outbound, Duration latency) {
    outbound.rejected().map(deadLetters::get).orElse(bridged).increment();
    kafkaLatency.record(latency);
  }

  GatewayCounts counts(long inFlight) {
    return new GatewayCounts(
        received.sum(),
        bridged.sum(),
        deadLetters.values().stream().mapToLong(LongAdder::sum).sum(),
        abandoned.sum(),
        acked.sum(),
        inFlight);
  }
}
