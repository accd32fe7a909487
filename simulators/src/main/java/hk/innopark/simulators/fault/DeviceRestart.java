package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Devices that restart at a moment: a new boot, a sequence from zero, and counters that are
 * forgotten as of the last message before. Keeps what was last seen of each device.
 */
final class DeviceRestart implements Fault {
  static final String NAME = "restart";

  private final FaultScope scope;
  private final long atMillis;
  private final LostMemory lost;
  private final Map<String, Map<Signal, BigDecimal>> lastSeen = new HashMap<>();
  private final Map<String, Long> firstSequence = new HashMap<>();

  DeviceRestart(FaultScope scope, Instant at, LostMemory lost) {
    this.scope = scope;
    this.atMillis = at.toEpochMilli();
    this.lost = lost;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    PayloadEditor payload = scope.covers(message) ? PayloadEditor.of(message).orElse(null) : null;
    if (payload == null) {
      outlet.send(message);
      return;
    }
    Map<Signal, BigDecimal> before =
        lastSeen.computeIfAbsent(message.topic(), topic -> new EnumMap<>(Signal.class));
    if (message.receivedAtMillis() < atMillis) {
      remember(payload, before);
      outlet.send(message);
      return;
    }
    long sequence = payload.whole("seq");
    boolean isFirst = firstSequence.putIfAbsent(message.topic(), sequence) == null;
    payload.set("boot", payload.text("boot") + "r");
    payload.set("seq", sequence - firstSequence.get(message.topic()));
    before.forEach(
        (signal, last) -> {
          BigDecimal value = payload.value(signal);
          if (value != null) {
            // a register that rolled over since has forgotten that as well
            payload.set(signal, value.subtract(last).max(BigDecimal.ZERO));
          }
        });
    outlet.send(payload.message());
    if (isFirst) {
      outlet.log(NAME, message, "loses " + lost);
    }
  }

  private void remember(PayloadEditor payload, Map<Signal, BigDecimal> before) {
    for (Signal signal : Signal.values()) {
      BigDecimal value = lost.loses(signal) ? payload.value(signal) : null;
      if (value != null) {
        before.put(signal, value);
      }
    }
  }
}
