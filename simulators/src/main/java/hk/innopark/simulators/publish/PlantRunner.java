package hk.innopark.simulators.publish;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.GroundTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a fleet against a clock: catches up with history at full speed, then keeps real time. {@link
 * #run()} belongs to one thread; the rest may be called from any.
 */
public final class PlantRunner {
  private static final Duration STRIDE = Duration.ofMinutes(1);
  private static final Duration SAVE_EVERY = Duration.ofSeconds(30);
  private static final Duration LONGEST_NAP = Duration.ofMillis(500);
  private static final Duration DRAIN_WHILE_RUNNING = Duration.ofSeconds(20);
  private static final Duration DRAIN_AT_END = Duration.ofMillis(1200);

  private final Fleet fleet;
  private final MessageStage stage;
  private final MessageSink sink;
  private final Clock clock;
  private final Path stateFile;
  private final RunnerProgress progress;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private final AtomicLong sent = new AtomicLong();
  private volatile boolean live;
  private volatile Thread runner;

  /**
   * @param stage between the plants and the sink
   * @param stateFile where the state is kept for a restart; null for nowhere
   */
  public PlantRunner(
      Fleet fleet,
      MessageStage stage,
      MessageSink sink,
      Clock clock,
      Path stateFile,
      RunnerProgress progress) {
    this.fleet = fleet;
    this.stage = stage;
    this.sink = sink;
    this.clock = clock;
    this.stateFile = stateFile;
    this.progress = progress;
  }

  /**
   * Sends from the fleet's position to now, then as time passes, until {@link #stop()}.
   *
   * @throws IOException where the broker refuses a message or the state cannot be kept
   */
  public void run() throws IOException {
    runner = Thread.currentThread();
    try {
      if (stateFile != null) {
        // nothing was sent yet: who is killed before the next save begins here again, so that what
        // was sent already comes as the same messages once more
        save();
      }
      catchUp();
      live = true;
      keepTime();
      finish();
    } catch (InterruptedException stopped) {
      // stop() interrupts where the broker does not answer; the last state that was kept stands
    } finally {
      runner = null;
      ended.countDown();
    }
  }

  private void catchUp() throws IOException, InterruptedException {
    Instant begin = fleet.position();
    long lastSave = System.nanoTime();
    send(begin);
    while (!isStopping() && fleet.position().isBefore(clock.instant())) {
      Instant now = clock.instant();
      Instant stride = fleet.position().plus(STRIDE);
      send(stride.isBefore(now) ? stride : now);
      double length = Duration.between(begin, clock.instant()).toMillis();
      double done = Duration.between(begin, fleet.position()).toMillis();
      progress.historySent(Math.min(1, done / Math.max(1, length)), sent.get());
      lastSave = saveNowAndThen(lastSave);
      if (Duration.between(fleet.position(), clock.instant()).compareTo(STRIDE) < 0) {
        break;
      }
    }
    progress.historySent(1, sent.get());
  }

  private void keepTime() throws IOException, InterruptedException {
    long lastSave = System.nanoTime();
    while (!isStopping()) {
      send(clock.instant());
      lastSave = saveNowAndThen(lastSave);
      Duration nap = Duration.between(clock.instant(), fleet.nextDue());
      nap = nap.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : nap;
      if (nap.toMillis() > 0 && stopping.await(nap.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private void send(Instant until) throws IOException, InterruptedException {
    List<RawMessage> messages = stage.pass(fleet.advanceTo(until), until);
    for (RawMessage message : messages) {
      sink.send(message);
      sent.incrementAndGet();
    }
  }

  private long saveNowAndThen(long lastSaveNanos) throws IOException, InterruptedException {
    if (stateFile == null || System.nanoTime() - lastSaveNanos < SAVE_EVERY.toNanos()) {
      return lastSaveNanos;
    }
    if (sink.drain(DRAIN_WHILE_RUNNING)) {
      save();
    }
    return System.nanoTime();
  }

  private void finish() throws IOException, InterruptedException {
    if (sink.drain(DRAIN_AT_END) && stateFile != null) {
      save();
    }
  }

  /** Only ever called when everything before was acknowledged: a kept state loses nothing. */
  private void save() throws IOException {
    PlantState.of(fleet.snapshot(), stage.held()).save(stateFile);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Ends {@link #run()} within two seconds, drained and with its state kept where possible. */
  public void stop() throws InterruptedException {
    stopping.countDown();
    Thread running = runner;
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    if (!ended.await(DRAIN_AT_END.toMillis() + 300, TimeUnit.MILLISECONDS)) {
      running.interrupt();
      ended.await(400, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether history was caught up with. */
  public boolean isLive() {
    return live;
  }

  /** How many messages were handed to the sink. */
  public long sent() {
    return sent.get();
  }

  /** How many messages the broker acknowledged. */
  public long published() {
    return sink.acknowledged();
  }

  /** What truly happened at the plants so far. */
  public GroundTruth truth() {
    return fleet.truth();
  }
}
