package hk.innopark.jobs.sparkplug;

import hk.innopark.events.MachineId;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.SignalValues;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Seen;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/**
 * Follows one edge node through births, data and deaths. What it puts out is a function of the
 * node's messages in their order of arrival alone.
 *
 * <p>A device's readings are numbered for the account: a new boot begins with each birth that
 * follows a birth of the node or a death, since nothing proves that nothing is missing before it;
 * within a boot the numbers rise by one while the node's own sequence is unbroken, and skip as many
 * as may be missing where it is not. So for the account, too, no gap means complete.
 */
final class EdgeNode {
  /** Takes what a message gave. */
  interface Output {
    void reading(Reading reading);

    void refused(RejectReason reason, String detail);

    /** The node's births are wanted. */
    void rebirthWanted();
  }

  /** Says which devices there are. */
  interface Devices {
    boolean has(MachineId machine);
  }

  private final EdgeNodeState state;
  private final Devices registered;
  private final MetricReader metrics;
  private final long rebirthPauseMillis;

  EdgeNode(EdgeNodeState state, Devices registered, MetricReader metrics, long rebirthPauseMillis) {
    this.state = state;
    this.registered = registered;
    this.metrics = metrics;
    this.rebirthPauseMillis = rebirthPauseMillis;
  }

  void accept(RawMessage message, SparkplugTopic topic, Output output) {
    Arrival arrival = new Arrival(message, topic, output);
    try {
      arrival.process();
    } catch (RejectedException rejected) {
      output.refused(rejected.reason(), rejected.getMessage());
    }
    long now = message.receivedAtMillis();
    boolean paused =
        state.askedMillis != EdgeNodeState.NEVER && now - state.askedMillis < rebirthPauseMillis;
    if (state.wantsRebirth && !paused) {
      state.askedMillis = now;
      output.rebirthWanted();
    }
  }

  /** One message on its way through. */
  private final class Arrival {
    private final RawMessage message;
    private final SparkplugTopic topic;
    private final Output output;
    private final MessageOrder order;
    private Payload payload;

    Arrival(RawMessage message, SparkplugTopic topic, Output output) {
      this.message = message;
      this.topic = topic;
      this.output = output;
      this.order = new MessageOrder(state, MessageDigestSum.of(message.topic(), message.payload()));
    }

    void process() {
      payload = parse();
      switch (topic.type()) {
        case NBIRTH -> nodeBirth();
        case NDEATH -> nodeDeath();
        case NDATA -> nodeData();
        case DBIRTH, DDATA, DDEATH -> device();
        default ->
            throw new RejectedException(RejectReason.BAD_ID, "a command is no message of a plant");
      }
    }

    private Payload parse() {
      try {
        return NodePayload.parse(message.payload());
      } catch (RejectedException rejected) {
        state.wantsRebirth |= rejected.reason() == RejectReason.SPB_PAYLOAD;
        throw rejected;
      }
    }

    private void nodeBirth() {
      long birthDeath = NodePayload.birthDeath(payload);
      int number = number();
      if (order.wasSeen(number)) {
        return;
      }
      state.aliases.clear();
      state.devices.values().forEach(device -> device.born = false);
      metrics.nodeBirth(payload, state.aliases);
      state.alive = true;
      state.birthDeath = birthDeath;
      state.wantsRebirth = false;
      order.begin(number);
      order.countWithNext(number);
    }

    /** The will's stamp is that of the connection, so a death is as of its arrival. */
    private void nodeDeath() {
      long birthDeath = NodePayload.birthDeath(payload);
      if (!state.alive) {
        return;
      }
      if (birthDeath != state.birthDeath) {
        throw new RejectedException(
            RejectReason.SPB_STALE_DEATH, "the death belongs to another birth");
      }
      state.alive = false;
      state.wantsRebirth = false;
      state.aliases.clear();
      order.keepDigest();
      for (Map.Entry<String, DeviceSession> device : state.devices.entrySet()) {
        if (device.getValue().born) {
          output.reading(death(device.getValue(), machine(device.getKey()), receivedAt(), null));
        }
      }
    }

    private void nodeData() {
      int number = number();
      if (isInOrder(number)) {
        metrics.data(payload, "", null, state.aliases, receivedAt());
        order.countWithNext(number);
      }
    }

    private void device() {
      int number = number();
      if (!isInOrder(number)) {
        return;
      }
      MachineId machine = topic.machineId();
      if (!registered.has(machine)) {
        throw new RejectedException(RejectReason.UNKNOWN_DEVICE, "no such machine on this line");
      }
      DeviceSession device =
          state.devices.computeIfAbsent(machine.machine(), id -> new DeviceSession());
      switch (topic.type()) {
        case DBIRTH -> deviceBirth(number, device, machine);
        case DDATA -> deviceData(number, device, machine);
        default -> deviceDeath(number, device, machine);
      }
    }

    private void deviceBirth(int number, DeviceSession device, MachineId machine) {
      state.aliases.values().removeIf(alias -> alias.device().equals(machine.machine()));
      device.forget();
      MetricReader.Content content;
      try {
        content = metrics.birth(payload, machine.machine(), device, state.aliases, receivedAt());
      } catch (RejectedException rejected) {
        device.born = false;
        throw rejected;
      }
      if (!device.born) {
        device.begin(state.boots++);
      }
      DeviceUpdate update = content.updates().get(0);
      device.origin = update.origin == null ? Reading.REAL : update.origin;
      put(number, device, machine, content);
    }

    private void deviceData(int number, DeviceSession device, MachineId machine) {
      requireBirth(device);
      MetricReader.Content content;
      try {
        content = metrics.data(payload, machine.machine(), device, state.aliases, receivedAt());
      } catch (RejectedException rejected) {
        // what it would have changed is not known
        device.forget();
        device.sequence++;
        state.wantsRebirth = true;
        throw rejected;
      }
      if (content.updates().isEmpty()) {
        order.countWithNext(number);
        return;
      }
      put(number, device, machine, content);
    }

    private void deviceDeath(int number, DeviceSession device, MachineId machine) {
      requireBirth(device);
      metrics.data(payload, machine.machine(), device, state.aliases, receivedAt());
      long at = payload.hasTimestamp() ? payload.getTimestamp() : receivedAt();
      metrics.check(at, receivedAt());
      state.aliases.values().removeIf(alias -> alias.device().equals(machine.machine()));
      output.reading(death(device, machine, at, order.takeDigest()));
      order.remember(number, device.boot, 0);
    }

    private void put(
        int number, DeviceSession device, MachineId machine, MetricReader.Content content) {
      order.remember(number, device.boot, device.sequence);
      MessageDigestSum counted = order.takeDigest();
      int unknown = content.unknownMetrics();
      for (DeviceUpdate update : content.updates()) {
        output.reading(device.reading(update, machine, receivedAt(), unknown, counted));
        counted = MessageDigestSum.ZERO;
        unknown = 0;
      }
    }

    private Reading death(
        DeviceSession device, MachineId machine, long atMillis, MessageDigestSum counted) {
      return device.death(
          machine,
          atMillis,
          state.boots++,
          new DeviceSession.RawTimes(
              receivedAt(), counted == null ? MessageDigestSum.ZERO : counted));
    }

    private void requireBirth(DeviceSession device) {
      if (!device.born) {
        state.wantsRebirth = true;
        throw new RejectedException(
            RejectReason.SPB_NO_BIRTH, "the device was not born since its node was");
      }
    }

    /** Whether it is new; a repetition is told to the account, which counts it. */
    private boolean isInOrder(int number) {
      if (!state.alive) {
        state.wantsRebirth = true;
        throw new RejectedException(RejectReason.SPB_NO_BIRTH, "the edge node was not born");
      }
      if (order.isRepeat(number)) {
        repeat(state.seen[number]);
        return false;
      }
      order.advance(number);
      return true;
    }

    private void repeat(Seen seen) {
      DeviceSession device = topic.machine() == null ? null : state.devices.get(topic.machine());
      if (device == null || seen.sequence() == MessageOrder.NO_READING) {
        return;
      }
      output.reading(
          new Reading(
              topic.machineId(),
              device.origin,
              receivedAt(),
              receivedAt(),
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

    private int number() {
      long number = payload.hasSeq() ? payload.getSeq() : -1;
      if (number < 0 || number >= MessageOrder.NUMBERS) {
        state.wantsRebirth |= topic.type() != SparkplugTopic.Type.NBIRTH;
        throw new RejectedException(RejectReason.SPB_PAYLOAD, "seq is not 0 to 255");
      }
      return (int) number;
    }

    private MachineId machine(String id) {
      return new MachineId(topic.estate(), topic.tenant(), topic.line(), id);
    }

    private long receivedAt() {
      return message.receivedAtMillis();
    }
  }
}
