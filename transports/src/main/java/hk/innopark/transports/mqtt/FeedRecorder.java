package hk.innopark.transports.mqtt;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.simulators.feed.Recording;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Records a broker's traffic into a feed, until it is closed. The feed grows under its name and is
 * flushed each second, so that a recording that is killed keeps what it had.
 */
public final class FeedRecorder implements Closeable {
  private static final List<String> EVERYTHING =
      List.of(Topics.MQTT_PREFIX + "#", Topics.SPARKPLUG_PREFIX + "#");
  private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);

  private final Clock clock;
  private final Recording feed;
  private final MqttSubscriber subscriber;
  private final Timer flusher = new Timer("recording-flush", true);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private long messages;
  private boolean closed;

  private FeedRecorder(MqttTarget target, Path file, Recording.Existing existing, Clock clock)
      throws IOException {
    this.clock = clock;
    boolean isNew = !Files.exists(file);
    this.feed = Recording.open(file, existing);
    try {
      this.subscriber = MqttSubscriber.connect(target, EVERYTHING, this::record);
    } catch (IOException unreachable) {
      feed.close();
      if (isNew) {
        Files.deleteIfExists(file);
      }
      throw unreachable;
    }
    long period = FLUSH_EVERY.toMillis();
    flusher.schedule(
        new TimerTask() {
          @Override
          public void run() {
            flush();
          }
        },
        period,
        period);
  }

  /**
   * Begins to record into a file that is replaced where it is there.
   *
   * @throws IOException where the broker cannot be reached or the file not be written
   */
  public static FeedRecorder start(MqttTarget target, Path file, Clock clock) throws IOException {
    return new FeedRecorder(target, file, Recording.Existing.REPLACE, clock);
  }

  /** As {@link #start}, but goes on behind what the file holds already. */
  public static FeedRecorder resume(MqttTarget target, Path file, Clock clock) throws IOException {
    return new FeedRecorder(target, file, Recording.Existing.APPEND, clock);
  }

  private synchronized void record(String topic, byte[] payload) {
    if (closed || ended.isDone()) {
      return;
    }
    try {
      feed.write(new RawMessage(clock.millis(), topic, payload));
      messages++;
    } catch (IOException full) {
      ended.completeExceptionally(full);
    }
  }

  private synchronized void flush() {
    if (closed || ended.isDone()) {
      return;
    }
    try {
      feed.flush();
    } catch (IOException full) {
      ended.completeExceptionally(full);
    }
  }

  /** How many messages were recorded. */
  public synchronized long messages() {
    return messages;
  }

  /**
   * Waits until the recording fails, such as on a full disk, or the time is over.
   *
   * @throws IOException why it failed, naming the file; what was written before is kept
   */
  public void awaitFailure(Duration atMost) throws IOException, InterruptedException {
    try {
      ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillRecording) {
      return;
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause().getMessage(), failed.getCause());
    }
  }

  /**
   * Ends the recording.
   *
   * @throws IOException where not everything could be written; what could be is kept
   */
  @Override
  public void close() throws IOException {
    subscriber.close();
    flusher.cancel();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      IOException failure = failure();
      try {
        feed.close();
      } catch (IOException full) {
        failure = failure == null ? full : failure;
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  private IOException failure() {
    if (!ended.isCompletedExceptionally()) {
      return null;
    }
    return (IOException) ended.handle((nothing, failed) -> failed).join();
  }
}
