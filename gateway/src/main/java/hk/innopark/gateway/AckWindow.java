package hk.innopark.gateway;

import java.time.Duration;

/**
 * The messages of one network connection that are not acknowledged yet: they enter in the order in
 * which the broker published them, Kafka confirms them in any order, and only the contiguous
 * confirmed prefix is acknowledged, in that first order, each message once.
 *
 * <p>MQTT demands the order of PUBACKs [MQTT-4.6.0-2]. The prefix demands more: when the connection
 * breaks, everything behind an unconfirmed message comes again in its place, so a machine's
 * messages stay in order.
 *
 * <p>A window lives and dies with its connection. A packet identifier means nothing on the next
 * one, where it may name another message.
 */
class AckWindow {
  /** Sends the PUBACK of one message. */
  @FunctionalInterface
  interface Acknowledger {
    void acknowledge(int packetId);
  }

  /** Packet identifier of a message that the broker wants no acknowledgement for (QoS 0). */
  static final int UNACKNOWLEDGED = 0;

  private static final int FIRST_CAPACITY = 1024;

  private final Acknowledger acknowledger;
  private int[] packetIds = new int[FIRST_CAPACITY];
  private long[] enteredNanos = new long[FIRST_CAPACITY];
  private boolean[] confirmed = new boolean[FIRST_CAPACITY];

  /** Position of the oldest message that is not confirmed. */
  private long head;

  /** Position of the next message to enter. */
  private long tail;

  AckWindow(Acknowledger acknowledger) {
    this.acknowledger = acknowledger;
  }

  /**
   * Takes a message in; the caller holds to the order of arrival.
   *
   * @return its position, which {@link #confirm} takes
   */
  synchronized long enter(int packetId, long nowNanos) {
    if (tail - head == packetIds.length) {
      grow();
    }
    int slot = slot(tail);
    packetIds[slot] = packetId;
    enteredNanos[slot] = nowNanos;
    confirmed[slot] = false;
    return tail++;
  }

  /**
   * Notes that Kafka holds the message, and acknowledges what this makes contiguous.
   *
   * @return how many PUBACKs were sent
   */
  synchronized int confirm(long position) {
    if (position < head || position >= tail || confirmed[slot(position)]) {
      throw new IllegalArgumentException("position " + position + " is not waiting");
    }
    confirmed[slot(position)] = true;
    int acknowledged = 0;
    while (head < tail && confirmed[slot(head)]) {
      int packetId = packetIds[slot(head)];
      head++;
      if (packetId != UNACKNOWLEDGED) {
        acknowledger.acknowledge(packetId);
        acknowledged++;
      }
    }
    if (head == tail) {
      notifyAll();
    }
    return acknowledged;
  }

  /** Waits until every message is confirmed, for at most {@code patience}. */
  synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    while (head < tail) {
      long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }

  private void grow() {
    int capacity = 2 * packetIds.length;
    int[] morePacketIds = new int[capacity];
    long[] moreEnteredNanos = new long[capacity];
    boolean[] moreConfirmed = new boolean[capacity];
    for (long position = head; position < tail; position++) {
      int slot = (int) (position % capacity);
      morePacketIds[slot] = packetIds[slot(position)];
      moreEnteredNanos[slot] = enteredNanos[slot(position)];
      moreConfirmed[slot] = confirmed[slot(position)];
    }
    packetIds = morePacketIds;
    enteredNanos = moreEnteredNanos;
    confirmed = moreConfirmed;
  }

  synchronized int size() {
    return (int) (tail - head);
  }

  /** When the oldest waiting message entered; {@code nowNanos} where none waits. */
  synchronized long oldestNanos(long nowNanos) {
    return head == tail ? nowNanos : enteredNanos[slot(head)];
  }

  private int slot(long position) {
    return (int) (position % packetIds.length);
  }
}
