package hk.innopark.jobs.sparkplug;

import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that is remembered of one edge node; changed by {@link EdgeNode} and its parts. */
final class EdgeNodeState {
  /** In place of a moment: it has not happened yet. */
  static final long NEVER = Long.MIN_VALUE;

  private static final int NUMBERS = 256;

  /** Between a birth and its death. */
  boolean alive;

  /** Ties the death to its birth. */
  long birthDeath;

  /** The sequence number of the next message, 0 to 255. */
  int nextNumber;

  /** How many boots of devices have begun. */
  long boots;

  /** Of messages that gave no reading; the next reading carries it. */
  MessageDigestSum pendingDigest = MessageDigestSum.ZERO;

  final Map<Long, Alias> aliases = new HashMap<>();

  /** By the machine's id; sorted, so that a death reaches them in one order. */
  final TreeMap<String, DeviceSession> devices = new TreeMap<>();

  /** The last message of each sequence number, by which a repetition is known. */
  final Seen[] seen = new Seen[NUMBERS];

  /** Messages ahead of the next number, which wait for those before them. */
  final List<RawMessage> held = new ArrayList<>();

  /** Messages that came since the last in order and whose numbers could not be read. */
  int unreadable;

  /** The numbers that were given up last: the first, how many, and when. */
  int missedFrom;

  int missedCount;
  long missedMillis = NEVER;

  final Rebirths rebirths = new Rebirths();
  final NodeHistory history = new NodeHistory();

  /**
   * What an alias stands for.
   *
   * @param device empty for a metric of the node itself
   * @param slot as {@link MetricSlot} numbers it
   */
  record Alias(String device, byte slot, byte dataType) {}

  /**
   * A message that came.
   *
   * @param digest a lane of its digest
   * @param boot of the first reading that it gave
   * @param sequence of that reading; negative where it gave none
   */
  record Seen(long digest, long boot, long sequence) {}

  EdgeNodeState copy() {
    EdgeNodeState copy = new EdgeNodeState();
    copy.alive = alive;
    copy.birthDeath = birthDeath;
    copy.nextNumber = nextNumber;
    copy.boots = boots;
    copy.pendingDigest = pendingDigest;
    copy.aliases.putAll(aliases);
    devices.forEach((id, device) -> copy.devices.put(id, device.copy()));
    System.arraycopy(seen, 0, copy.seen, 0, NUMBERS);
    copy.held.addAll(held);
    copy.unreadable = unreadable;
    copy.missedFrom = missedFrom;
    copy.missedCount = missedCount;
    copy.missedMillis = missedMillis;
    copy.rebirths.set(rebirths);
    copy.history.set(history);
    return copy;
  }
}
