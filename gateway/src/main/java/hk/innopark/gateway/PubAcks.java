package hk.innopark.gateway;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends the PUBACKs of one network connection, in the order in which they were added, as many as
 * have gathered in one write. A write may wait for the broker, and so it has a thread of its own:
 * those who add are Kafka's.
 */
final class PubAcks implements AutoCloseable {
  private static final byte PUBACK = 0x40;
  private static final int PACKET_BYTES = 4;

  /** A system call each would cost both sides more than all else; a millisecond costs nobody. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final EpochSockets sockets;
  private final Consumer<IOException> failure;
  private final Thread writer;

  /** Held while writing, so that what was taken first is written first. */
  private final Object turn = new Object();

  private byte[] gathering = new byte[1024 * PACKET_BYTES];
  private byte[] writing = new byte[1024 * PACKET_BYTES];
  private int length;
  private boolean closed;

  /**
   * @param failure told when the connection takes no more
   */
  PubAcks(EpochSockets sockets, String clientId, Consumer<IOException> failure) {
    this.sockets = sockets;
    this.failure = failure;
    this.writer = new Thread(this::write, "mqtt-acks-" + clientId);
    writer.setDaemon(true);
  }

  synchronized void add(int packetId) {
    if (closed) {
      return;
    }
    if (length == gathering.length) {
      gathering = Arrays.copyOf(gathering, 2 * length);
    }
    gathering[length] = PUBACK;
    gathering[length + 1] = 2;
    gathering[length + 2] = (byte) (packetId >> 8);
    gathering[length + 3] = (byte) packetId;
    length += PACKET_BYTES;
    if (length == PACKET_BYTES) {
      if (writer.getState() == Thread.State.NEW) {
        writer.start();
      }
      notifyAll();
    }
  }

  private void write() {
    try {
      while (awaitSome()) {
        LockSupport.parkNanos(GATHER_NANOS);
        flush();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitSome() throws InterruptedException {
    while (length == 0 && !closed) {
      wait();
    }
    return !closed;
  }

  /** Sends all that were added. */
  void flush() {
    synchronized (turn) {
      int taken;
      synchronized (this) {
        byte[] full = gathering;
        gathering = writing;
        writing = full;
        taken = length;
        length = 0;
      }
      try {
        if (taken > 0) {
          sockets.write(writing, taken);
        }
      } catch (IOException failed) {
        failure.accept(failed);
      }
    }
  }

  /** Sends nothing more. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
