package hk.innopark.jobs.sink.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/** Time that passes when the test says so; timers fire in the calling thread, as in a mailbox. */
final class ManualClock implements ProcessingTimeService {
  private final List<Timer> timers = new ArrayList<>();
  private long nowMillis;

  @Override
  public long getCurrentProcessingTime() {
    return nowMillis;
  }

  @Override
  public ScheduledFuture<?> registerTimer(long timeMillis, ProcessingTimeCallback callback) {
    Timer timer = new Timer(timeMillis, callback);
    timers.add(timer);
    return timer;
  }

  void advance(long millis) throws Exception {
    nowMillis += millis;
    for (Timer timer : List.copyOf(timers)) {
      if (timer.timeMillis <= nowMillis) {
        timers.remove(timer);
        if (!timer.isCancelled()) {
          timer.callback.onProcessingTime(timer.timeMillis);
        }
      }
    }
  }

  private static final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final long timeMillis;
    private final ProcessingTimeCallback callback;

    Timer(long timeMillis, ProcessingTimeCallback callback) {
      super(() -> null);
      this.timeMillis = timeMillis;
      this.callback = callback;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Delayed other) {
      throw new UnsupportedOperationException();
    }
  }
}
