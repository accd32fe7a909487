package hk.innopark.jobs.sparkplug;

import hk.innopark.events.MessageDigestSum;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Seen;
import java.time.Duration;

/**
 * Where one message stands in the sequence of its edge node: whether it was there before, whether
 * some are missing before it, and which reading carries its digest, so that each is counted once.
 */
final class MessageOrder {
  /** After so many messages a node's numbers begin anew. */
  static final int NUMBERS = 256;

  /** In place of a sequence number: the message gave no reading. */
  static final int NO_READING = -1;

  /** For so long a number that was given up is still known as one that may come late. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private final EdgeNodeState state;
  private final MessageDigestSum digest;

  MessageOrder(EdgeNodeState state, MessageDigestSum digest) {
    this.state = state;
    this.digest = digest;
  }

  /** How many numbers lie between the next one and this one, 0 to 255. */
  static int distance(EdgeNodeState state, int number) {
    return (number - state.nextNumber + NUMBERS) % NUMBERS;
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

  /** Whether its number was given up a short while ago. */
  boolean isLate(int number, long atMillis) {
    return state.missedCount > 0
        && atMillis - state.missedMillis <= LATE.toMillis()
        && (number - state.missedFrom + NUMBERS) % NUMBERS < state.missedCount
        && number != state.nextNumber;
  }

  /** Whether messages are missing before it that may still come. */
  boolean isAhead(int number, long atMillis) {
    return distance(state, number) > state.unreadable
        && !wasSeen(number)
        && !isLate(number, atMillis);
  }

  /** A birth of the node: the numbers begin here. */
  void begin(int number) {
    state.nextNumber = (number + 1) % NUMBERS;
    state.unreadable = 0;
    state.missedCount = 0;
  }

  /**
   * Of the messages that are missing before this one each device may have sent all. One that came
   * and could not be read is not missing.
   *
   * @return how many are missing
   */
  int advance(int number, long atMillis) {
    int skipped = distance(state, number);
    int missing = Math.max(0, skipped - state.unreadable);
    if (missing > 0) {
      for (DeviceSession device : state.devices.values()) {
        if (device.born) {
          device.sequence += missing;
          device.forget();
        }
      }
      state.missedFrom = state.nextNumber;
      state.missedCount = skipped;
      state.missedMillis = atMillis;
    }
    state.unreadable = 0;
    state.nextNumber = (number + 1) % NUMBERS;
    if (missing == 0 && state.nextNumber == state.missedFrom) {
      state.missedCount = 0; // the numbers have come around
    }
    return missing;
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
