package hk.innopark.jobs.sparkplug;

import hk.innopark.events.MessageDigestSum;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Seen;

/**
 * Where one message stands in the sequence of its edge node: whether it was there before, whether
 * some are missing before it, and which reading carries its digest, so that each is counted once.
 */
final class MessageOrder {
  /** After so many messages a node's numbers begin anew. */
  static final int NUMBERS = 256;

  /** In place of a sequence number: the message gave no reading. */
  static final int NO_READING = -1;

  private final EdgeNodeState state;
  private final MessageDigestSum digest;

  MessageOrder(EdgeNodeState state, MessageDigestSum digest) {
    this.state = state;
    this.digest = digest;
  }

  /** Whether the message that had this number last is this one. */
  boolean wasSeen(int number) {
    Seen seen = state.seen[number];
    return seen != null && seen.digest() == digest.lane0();
  }

  /** Whether it is not the next one, but was there before. */
  boolean isRepeat(int number) {
    return number != state.nextNumber && wasSeen(number);
  }

  /** A birth of the node: the numbers begin here. */
  void begin(int number) {
    state.nextNumber = (number + 1) % NUMBERS;
  }

  /** Of the messages that are missing before this one each device may have sent all. */
  void advance(int number) {
    int missing = (number - state.nextNumber + NUMBERS) % NUMBERS;
    if (missing > 0) {
      for (DeviceSession device : state.devices.values()) {
        if (device.born) {
          device.sequence += missing;
          device.forget();
        }
      }
      state.wantsRebirth = true;
    }
    state.nextNumber = (number + 1) % NUMBERS;
  }

  void remember(int number, long boot, long sequence) {
    state.seen[number] = new Seen(digest.lane0(), boot, sequence);
  }

  /** It gave no reading of its own. */
  void countWithNext(int number) {
    remember(number, 0, NO_READING);
    keepDigest();
  }

  /** Until the next reading carries it. */
  void keepDigest() {
    state.pendingDigest = state.pendingDigest.plus(digest);
  }

  /** What the reading of this message carries. */
  MessageDigestSum takeDigest() {
    MessageDigestSum all = state.pendingDigest.plus(digest);
    state.pendingDigest = MessageDigestSum.ZERO;
    return all;
  }
}
