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

  /** What a message takes beside its payload. */
  private static final int OVERHEAD_BYTES = 512;

  private static final int GREATEST_MESSAGE_UNITS = units(64 * 1024);

  private final int total;
  private final Semaphore free;

  MemoryBudget(int receiveMaximum) {
    this.total = receiveMaximum * GREATEST_MESSAGE_UNITS;
    this.free = new Semaphore(total);
  }

  static int units(int payloadBytes) {
    return (payloadBytes + OVERHEAD_BYTES + UNIT_BYTES - 1) / UNIT_BYTES;
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
