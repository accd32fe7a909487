package hk.innopark.gateway;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory of one connection's messages, whatever the broker does with the receive
 * maximum: Mosquitto 2.0.11 was seen to have 3504 messages in flight where it had agreed to 1000.
 *
 * <p>There is room for the whole receive maximum at the greatest payload, so that a broker which
 * keeps to it never waits; and for far more of the usual small messages, before the connection has
 * to stop reading.
 */
final class MemoryBudget {
  private static final int UNIT_BYTES = 1024;

  /** What a message takes beside payload and topic. */
  private static final int OVERHEAD_BYTES = 512;

  /** A machine's topic is shorter. */
  private static final int USUAL_TOPIC_CHARACTERS = 256;

  private static final int GREATEST_MESSAGE_UNITS = units(USUAL_TOPIC_CHARACTERS, 64 * 1024);

  private final int total;
  private final Semaphore free;

  MemoryBudget(int receiveMaximum) {
    this.total = receiveMaximum * GREATEST_MESSAGE_UNITS;
    this.free = new Semaphore(total);
  }

  /** A topic is held twice: in the record's header and, where it is a machine's, in its key. */
  static int units(int topicCharacters, int payloadBytes) {
    int bytes = 2 * topicCharacters + payloadBytes + OVERHEAD_BYTES;
    return (bytes + UNIT_BYTES - 1) / UNIT_BYTES;
  }

  /** Takes room for a message that must not be lost; false where there was none in a second. */
  boolean take(int units) throws InterruptedException {
    return free.tryAcquire(units, 1, TimeUnit.SECONDS);
  }

  /** Takes room for a message that may be lost, of which at least half is kept for the others. */
  boolean takeSpare(int units) {
    return free.availablePermits() > total / 2 && free.tryAcquire(units);
  }

  void giveBack(int units) {
    free.release(units);
  }
}
