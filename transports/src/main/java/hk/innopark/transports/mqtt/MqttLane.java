package hk.innopark.transports.mqtt;

import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a publisher: sends in order, keeps what is not acknowledged, and after a lost
 * connection sends that again, in the same order, before anything else.
 */
final class MqttLane {
  private static final Logger LOG = LoggerFactory.getLogger(MqttLane.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int QOS_AT_LEAST_ONCE = 1;
  private static final int FIRST_ERROR_CODE = 0x80;

  private enum State {
    CONNECTED,
    BROKEN,
    CLOSED
  }

  private static final class InFlight {
    final RawMessage message;
    boolean acknowledged;

    InFlight(RawMessage message) {
      this.message = message;
    }
  }

  private final MqttTarget target;
  private final String clientId;
  private final int wantedWindow;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<InFlight> unacknowledged = new ArrayDeque<>();
  private final Thread reconnector;

  private MqttAsyncClient client;
  private int window;
  private State state = State.CONNECTED;
  private IOException refusal;
  private long acknowledged;
  private long reconnects;

  private MqttLane(MqttTarget target, String clientId, int wantedWindow) throws IOException {
    this.target = target;
    this.clientId = clientId;
    this.wantedWindow = wantedWindow;
    open();
    reconnector = new Thread(this::keepConnected, clientId + "-reconnect");
    reconnector.setDaemon(true);
  }

  static MqttLane connect(MqttTarget target, String clientId, int window) throws IOException {
    MqttLane lane = new MqttLane(target, clientId, window);
    lane.reconnector.start();
    return lane;
  }

  void send(RawMessage message) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state == State.BROKEN || unacknowledged.size() >= window) {
        throwRefusal();
        if (state == State.CLOSED) {
          break;
        }
        changed.await();
      }
      throwRefusal();
      if (state == State.CLOSED) {
        throw new IOException("the connection to " + target + " is closed");
      }
      InFlight sent = new InFlight(message);
      unacknowledged.addLast(sent);
      try {
        transmit(sent);
      } catch (IllegalArgumentException noTopic) {
        unacknowledged.removeLast();
        throw new IOException(
            "\"%s\" is not a topic to publish to".formatted(message.topic()), noTopic);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean drain(long deadlineNanos) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!unacknowledged.isEmpty() && state != State.CLOSED) {
        throwRefusal();
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0 || changed.awaitNanos(left) <= 0) {
          break;
        }
      }
      throwRefusal();
      return unacknowledged.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  long acknowledged() {
    lock.lock();
    try {
      return acknowledged;
    } finally {
      lock.unlock();
    }
  }

  long reconnects() {
    lock.lock();
    try {
      return reconnects;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    MqttAsyncClient last;
    lock.lock();
    try {
      state = State.CLOSED;
      changed.signalAll();
      last = client;
    } finally {
      lock.unlock();
    }
    reconnector.interrupt();
    MqttClients.close(last);
  }

  private void throwRefusal() throws IOException {
    if (refusal != null) {
      throw new IOException(refusal.getMessage(), refusal);
    }
  }

  /** Hands the message to the client; a failure is a broken connection, which is mended. */
  private void transmit(InFlight sent) {
    try {
      client.publish(
          sent.message.topic(),
          sent.message.payload(),
          QOS_AT_LEAST_ONCE,
          false,
          null,
          new Acknowledgement(sent, client));
    } catch (MqttException broken) {
      breakOff(client);
    }
  }

  private void breakOff(MqttAsyncClient broken) {
    lock.lock();
    try {
      if (state == State.CONNECTED && client == broken) {
        state = State.BROKEN;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void keepConnected() {
    Duration pause = FIRST_PAUSE;
    try {
      while (awaitBreak()) {
        try {
          open();
          resend();
          pause = FIRST_PAUSE;
        } catch (IOException unreachable) {
          LOG.warn("{}; again in {} ms", unreachable.getMessage(), pause.toMillis());
          TimeUnit.MILLISECONDS.sleep(pause.toMillis());
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitBreak() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state == State.CONNECTED) {
        changed.await();
      }
      return state == State.BROKEN;
    } finally {
      lock.unlock();
    }
  }

  private void open() throws IOException {
    MqttAsyncClient old = client;
    if (old != null) {
      MqttClients.close(old);
    }
    MqttClients.Connection connection = MqttClients.connect(target, clientId, this::breakOff);
    lock.lock();
    try {
      client = connection.client();
      window = Math.min(wantedWindow, connection.receiveMaximum());
      if (state != State.CLOSED) {
        return;
      }
    } finally {
      lock.unlock();
    }
    // closed while it was connecting
    MqttClients.close(connection.client());
  }

  private void resend() {
    lock.lock();
    try {
      if (state == State.CLOSED) {
        return;
      }
      state = State.CONNECTED;
      reconnects++;
      for (InFlight sent : unacknowledged) {
        if (!sent.acknowledged) {
          transmit(sent);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Acknowledgement implements MqttActionListener {
    private final InFlight sent;
    private final MqttAsyncClient by;

    Acknowledgement(InFlight sent, MqttAsyncClient by) {
      this.sent = sent;
      this.by = by;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      lock.lock();
      try {
        if (codes != null && codes.length > 0 && codes[0] >= FIRST_ERROR_CODE) {
          refusal =
              new IOException(
                  "%s refused a message to %s with reason code %d"
                      .formatted(target, sent.message.topic(), codes[0]));
        } else if (!sent.acknowledged) {
          sent.acknowledged = true;
          acknowledged++;
          while (!unacknowledged.isEmpty() && unacknowledged.peekFirst().acknowledged) {
            unacknowledged.removeFirst();
          }
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
      breakOff(by);
    }
  }
}
