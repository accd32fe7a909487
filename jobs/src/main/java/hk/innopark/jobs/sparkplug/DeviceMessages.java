package hk.innopark.jobs.sparkplug;

import hk.innopark.events.MachineId;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Seen;

/**
 * What the messages of an edge node's devices say, as readings.
 *
 * <p>They are numbered for the account: a new boot begins with each birth that follows a death or a
 * new session of the node, since nothing proves that nothing is missing before it; a rebirth goes
 * on with the boot. Within a boot the numbers rise by one while the node's own sequence is
 * unbroken, and skip as many as may be missing where it is not. So for the account, too, no gap
 * means complete.
 */
final class DeviceMessages {
  private final EdgeNodeState state;
  private final RegisteredDevices registered;
  private final MetricReader metrics;
  private final EdgeNode.Output output;

  DeviceMessages(
      EdgeNodeState state,
      RegisteredDevices registered,
      MetricReader metrics,
      EdgeNode.Output output) {
    this.state = state;
    this.registered = registered;
    this.metrics = metrics;
    this.output = output;
  }

  void birth(NodeMessage message, MessageOrder order) {
    MachineId machine = message.machine();
    DeviceSession device = session(machine);
    boolean goesOn = device.born || device.goesOn;
    device.nodeWasBorn(true);
    device.forget();
    forgetAliases(machine);
    MetricReader.Content content =
        metrics.birth(message.payload(), names(message), device, state.aliases, message.at());
    if (!goesOn) {
      device.begin(state.boots++);
    }
    device.isBorn();
    if (content.unreadable().isPresent()) {
      device.sequence++;
      throw content.unreadable().get();
    }
    DeviceUpdate update = content.updates().get(0);
    device.origin = update.origin == null ? Reading.REAL : update.origin;
    put(message, order, device, content);
  }

  void data(NodeMessage message, MessageOrder order, boolean late) {
    DeviceSession device = bornDevice(message);
    MetricReader.Content content =
        metrics.data(message.payload(), names(message), device, state.aliases, message.at(), late);
    if (content.missingAlias().isPresent()
        && content.missingAlias().getAsLong() != device.missingAlias) {
      device.missingAlias = content.missingAlias().getAsLong();
      state.rebirths.want(message.at());
    }
    if (!content.updates().isEmpty()) {
      put(message, order, device, content);
    } else if (content.unreadable().isPresent()) {
      device.sequence++;
      throw content.unreadable().get();
    } else {
      order.countWithNext(message.number());
    }
  }

  void death(NodeMessage message, MessageOrder order, boolean late) {
    DeviceSession device = bornDevice(message);
    if (late) {
      throw new RejectedException(
          RejectReason.SPB_STALE_DEATH, "the death came after what followed it");
    }
    forgetAliases(message.machine());
    long at = metrics.stampOr(message.payload(), message.at());
    output.reading(
        message.raw(),
        device.death(
            message.machine(),
            at,
            state.boots++,
            new DeviceSession.RawTimes(message.at(), order.takeDigest())));
    order.remember(message.number(), device.boot, 0);
  }

  private void put(
      NodeMessage message, MessageOrder order, DeviceSession device, MetricReader.Content content) {
    order.remember(message.number(), device.boot, device.sequence);
    MessageDigestSum counted = order.takeDigest();
    int unknown = content.unknownMetrics();
    for (DeviceUpdate update : content.updates()) {
      output.reading(
          message.raw(), device.reading(update, message.machine(), message.at(), unknown, counted));
      counted = MessageDigestSum.ZERO;
      unknown = 0;
    }
  }

  /** Of the machine, whether it was born or not. */
  DeviceSession session(MachineId machine) {
    return state.devices.computeIfAbsent(machine.machine(), id -> new DeviceSession());
  }

  void forgetAliases(MachineId machine) {
    state.aliases.values().removeIf(alias -> alias.device().equals(machine.machine()));
  }

  private MetricNames names(NodeMessage message) {
    MachineId machine = message.machine();
    return new MetricNames(machine.machine(), registered.mapping(machine, message.at()));
  }

  private DeviceSession bornDevice(NodeMessage message) {
    DeviceSession device = session(message.machine());
    if (!device.born) {
      if (device.refusedBirth == 0) {
        state.rebirths.want(message.at());
      }
      throw new RejectedException(
          RejectReason.SPB_NO_BIRTH, "the device was not born since its node was");
    }
    return device;
  }

  /** Tells the account, which counts it, that a message came again. */
  void repeat(NodeMessage message, Seen seen) {
    String id = message.topic().machine();
    DeviceSession device = id == null ? null : state.devices.get(id);
    if (device == null || seen.sequence() == MessageOrder.NO_READING) {
      return;
    }
    output.reading(
        message.raw(),
        new Reading(
            message.machine(),
            device.origin,
            message.at(),
            message.at(),
            DeviceSession.bootName(seen.boot()),
            seen.sequence(),
            null,
            null,
            null,
            null,
            SignalValues.NONE,
            0,
            MessageDigestSum.ZERO));
  }
}
