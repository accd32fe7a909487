package hk.innopark.jobs.sparkplug;

import hk.innopark.events.MachineId;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.SparkplugTopic;
import java.util.Map;

/**
 * What the messages of an edge node mean, in their order: which are new, when the node and its
 * devices are there, and what a message that cannot be read costs.
 */
final class NodeSession {
  private final EdgeNodeState state;
  private final RegisteredDevices registered;
  private final DeviceMessages devices;
  private final EdgeNode.Output output;

  NodeSession(
      EdgeNodeState state,
      RegisteredDevices registered,
      MetricReader metrics,
      EdgeNode.Output output) {
    this.state = state;
    this.registered = registered;
    this.devices = new DeviceMessages(state, registered, metrics, output);
    this.output = output;
  }

  void process(NodeMessage message) {
    try {
      if (message.unreadable() != null) {
        throw message.unreadable();
      }
      switch (message.type()) {
        case NBIRTH -> nodeBirth(message);
        case NDEATH -> nodeDeath(message);
        case NDATA -> nodeData(message);
        case DBIRTH, DDATA, DDEATH -> device(message);
        default ->
            throw new RejectedException(RejectReason.BAD_ID, "a command is no message of a plant");
      }
    } catch (RejectedException why) {
      output.refused(message.raw(), message.topic(), why.reason(), why.getMessage());
      afterRefusal(message, why);
    }
  }

  private void afterRefusal(NodeMessage message, RejectedException why) {
    boolean unreadable = message.unreadable() != null;
    if (unreadable && message.isNumbered()) {
      state.unreadable++;
    }
    switch (message.type()) {
      case NBIRTH -> nodeBirthRefused(message, why);
      case DBIRTH -> deviceBirthRefused(message, why);
      case NDEATH -> {}
      default -> {
        if (unreadable || !message.hasNumber()) {
          contentLost(message);
        }
      }
    }
  }

  private void nodeBirthRefused(NodeMessage message, RejectedException why) {
    // what the old births named need not hold in the new session
    state.alive = false;
    state.aliases.clear();
    state.devices.values().forEach(device -> device.nodeWasBorn(true));
    long fingerprint = message.fingerprint(why);
    if (state.rebirths.refusedBirth == fingerprint) {
      state.rebirths.notWanted(); // it came, and is what it was
      return;
    }
    state.rebirths.refusedBirth = fingerprint;
    state.rebirths.want(message.at());
  }

  /** A birth that stays as it is would be refused again, so it is asked for only once. */
  private void deviceBirthRefused(NodeMessage message, RejectedException why) {
    if (!registered.has(message.machine(), message.at())) {
      return;
    }
    DeviceSession device = devices.session(message.machine());
    if (message.unreadable() != null) {
      device.nodeWasBorn(true);
      devices.forgetAliases(message.machine());
    }
    long fingerprint = message.fingerprint(why);
    if (device.born || device.refusedBirth == fingerprint) {
      return;
    }
    device.refusedBirth = fingerprint;
    if (state.alive) {
      state.rebirths.want(message.at());
    }
  }

  /** What it would have changed is not known. */
  private void contentLost(NodeMessage message) {
    DeviceSession device =
        message.topic().machine() == null ? null : state.devices.get(message.topic().machine());
    if (device != null && device.born) {
      device.forget();
      device.sequence++;
    }
    if (state.alive || state.rebirths.refusedBirth == 0) {
      state.rebirths.want(message.at());
    }
  }

  private void nodeBirth(NodeMessage message) {
    long birthDeath = NodePayload.birthDeath(message.payload());
    int number = message.number();
    MessageOrder order = message.order(state);
    if (order.wasSeen(number)) {
      return;
    }
    boolean again = isRebirth(birthDeath, message.at());
    state.aliases.clear();
    state.devices.values().forEach(device -> device.nodeWasBorn(again));
    state.history.born(message.payload(), again, message.at(), state.aliases);
    state.alive = true;
    state.birthDeath = birthDeath;
    state.rebirths.born(message.at());
    order.begin(number);
    order.countWithNext(number);
  }

  /** Whether the node's session goes on: then none of its devices has restarted. */
  private boolean isRebirth(long birthDeath, long atMillis) {
    boolean goesOn = state.alive || state.rebirths.refusedBirth != 0;
    return goesOn && (birthDeath == state.birthDeath || state.rebirths.isAnswer(atMillis));
  }

  /** The will's stamp is that of the connection, so a death is as of its arrival. */
  private void nodeDeath(NodeMessage message) {
    long birthDeath = NodePayload.birthDeath(message.payload());
    if (!state.alive) {
      return;
    }
    if (birthDeath != state.birthDeath && state.birthDeath != NodePayload.NO_BIRTH_DEATH) {
      throw new RejectedException(
          RejectReason.SPB_STALE_DEATH, "the death belongs to another birth");
    }
    state.alive = false;
    state.rebirths.notWanted();
    state.history.died(message.at());
    state.aliases.clear();
    message.order(state).keepDigest();
    for (Map.Entry<String, DeviceSession> device : state.devices.entrySet()) {
      if (device.getValue().born || device.getValue().goesOn) {
        MachineId machine = machine(message, device.getKey());
        output.reading(
            message.raw(),
            device.getValue().death(machine, message.at(), state.boots++, uncounted(message)));
      }
    }
  }

  private void nodeData(NodeMessage message) {
    MessageOrder order = message.order(state);
    if (isNew(message, order)) {
      state.history.said(message.payload(), state.aliases);
      order.countWithNext(message.number());
    }
  }

  private void device(NodeMessage message) {
    MessageOrder order = message.order(state);
    boolean late = message.hasNumber() && order.isLate(message.number(), message.at());
    if (!isNew(message, order)) {
      return;
    }
    if (RegisteredDevices.isNotOurs(message.topic())) {
      order.countWithNext(message.number());
      return;
    }
    MachineId machine = message.machine();
    if (!registered.has(machine, message.at())) {
      throw new RejectedException(RejectReason.UNKNOWN_DEVICE, "no such machine on this line");
    }
    switch (message.type()) {
      case DBIRTH -> devices.birth(message, order);
      case DDATA -> devices.data(message, order, late);
      default -> devices.death(message, order, late);
    }
  }

  /** Whether it is new; a repetition is told to the account, which counts it. */
  private boolean isNew(NodeMessage message, MessageOrder order) {
    int number = message.number();
    if (!state.alive) {
      if (state.rebirths.refusedBirth == 0) {
        state.rebirths.want(message.at());
      }
      throw new RejectedException(RejectReason.SPB_NO_BIRTH, "the edge node was not born");
    }
    if (order.isRepeat(number)) {
      devices.repeat(message, state.seen[number]);
      return false;
    }
    if (!order.isLate(number, message.at())) {
      int missing = order.advance(number, message.at());
      if (missing > 0) {
        state.history.gap(missing, message.at());
        state.rebirths.want(message.at());
      }
    }
    return true;
  }

  private static DeviceSession.RawTimes uncounted(NodeMessage message) {
    return new DeviceSession.RawTimes(message.at(), MessageDigestSum.ZERO);
  }

  private static MachineId machine(NodeMessage message, String id) {
    SparkplugTopic topic = message.topic();
    return new MachineId(topic.estate(), topic.tenant(), topic.line(), id);
  }
}
