package hk.innopark.jobs.sparkplug;

import hk.innopark.events.MachineId;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.SparkplugTopic;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/**
 * One message of an edge node, read as far as it can be.
 *
 * @param raw as of the moment at which it is taken, which is later than its receipt where it had to
 *     wait for another
 * @param payload null where it cannot be read
 * @param unreadable why; null where it can
 */
record NodeMessage(
    RawMessage raw, SparkplugTopic topic, Payload payload, RejectedException unreadable) {
  private static final int NO_NUMBER = -1;

  static NodeMessage read(RawMessage raw, SparkplugTopic topic) {
    try {
      return new NodeMessage(raw, topic, NodePayload.parse(raw.payload()), null);
    } catch (RejectedException why) {
      return new NodeMessage(raw, topic, null, why);
    }
  }

  /** A message that had to wait, as of the moment at which it need no longer. */
  static NodeMessage readAt(long atMillis, RawMessage raw, RegisteredDevices devices) {
    RawMessage then =
        atMillis <= raw.receivedAtMillis()
            ? raw
            : new RawMessage(atMillis, raw.topic(), raw.payload());
    return read(then, devices.place(raw).orElseThrow());
  }

  long at() {
    return raw.receivedAtMillis();
  }

  SparkplugTopic.Type type() {
    return topic.type();
  }

  MachineId machine() {
    return topic.machineId();
  }

  /** Whether its place is given by its number: all but births and deaths of the node. */
  boolean isNumbered() {
    return type() != SparkplugTopic.Type.NBIRTH && type() != SparkplugTopic.Type.NDEATH;
  }

  boolean hasNumber() {
    return numberOrNone() != NO_NUMBER;
  }

  /**
   * Its sequence number.
   *
   * @throws RejectedException where it has none
   */
  int number() {
    int number = numberOrNone();
    if (number == NO_NUMBER) {
      throw new RejectedException(RejectReason.SPB_PAYLOAD, "seq is not 0 to 255");
    }
    return number;
  }

  private int numberOrNone() {
    if (payload == null || !payload.hasSeq()) {
      return NO_NUMBER;
    }
    long number = payload.getSeq();
    return number < 0 || number >= MessageOrder.NUMBERS ? NO_NUMBER : (int) number;
  }

  MessageOrder order(EdgeNodeState state) {
    return new MessageOrder(state, MessageDigestSum.of(raw.topic(), raw.payload()));
  }

  /** What tells a birth that was refused from another one, but for its stamps. */
  long fingerprint(RejectedException why) {
    return 1 + 31L * raw.payload().length + why.reason().ordinal();
  }
}
