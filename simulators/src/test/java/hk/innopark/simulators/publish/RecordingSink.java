package hk.innopark.simulators.publish;

import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Keeps what it is given; from a certain message on it can be made to block or to refuse. */
public final class RecordingSink implements MessageSink {
  private final List<RawMessage> messages = new java.util.ArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final int blocksAfter;
  private final int refusesAfter;

  private RecordingSink(int blocksAfter, int refusesAfter) {
    this.blocksAfter = blocksAfter;
    this.refusesAfter = refusesAfter;
  }

  public static RecordingSink willing() {
    return new RecordingSink(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  static RecordingSink blockingAfter(int messages) {
    return new RecordingSink(messages, Integer.MAX_VALUE);
  }

  static RecordingSink refusingAfter(int messages) {
    return new RecordingSink(Integer.MAX_VALUE, messages);
  }

  @Override
  public void send(RawMessage message) throws IOException, InterruptedException {
    int size;
    synchronized (messages) {
      size = messages.size();
    }
    if (size >= blocksAfter) {
      never.await();
    }
    if (size >= refusesAfter) {
      throw new IOException("refused");
    }
    synchronized (messages) {
      messages.add(message);
    }
  }

  @Override
  public boolean drain(Duration atMost) {
    return true;
  }

  @Override
  public long acknowledged() {
    synchronized (messages) {
      return messages.size();
    }
  }

  public List<RawMessage> messages() {
    synchronized (messages) {
      return new CopyOnWriteArrayList<>(messages);
    }
  }

  @Override
  public void close() {}
}
