package hk.innopark.jobs.account;

import hk.innopark.events.Level;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import java.time.Duration;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sends a machine's minutes on, once for each level: as they are, or where nothing behind looks at
 * minutes, summed up; then the line's minutes go to the side, for alerts.
 */
final class DeltaOutput implements MachineAccount.Output {
  private static final Level[] LEVELS = Level.values();

  private final Entity machine;
  private final long resolutionMillis;
  private final KeyedProcessFunction<?, ?, ElementDelta>.Context context;
  private final Collector<ElementDelta> out;
  private Elements sum = new Elements();
  private long startMillis;
  private long slotMillis;

  DeltaOutput(
      Entity machine,
      Duration resolution,
      KeyedProcessFunction<?, ?, ElementDelta>.Context context,
      Collector<ElementDelta> out) {
    this.machine = machine;
    this.resolutionMillis = resolution.toMillis();
    this.context = context;
    this.out = out;
  }

  Entity machine() {
    return machine;
  }

  @Override
  public void emit(long minuteMillis, long slotMillis, Elements elements) {
    if (resolutionMillis == Minutes.MILLIS) {
      send(minuteMillis, slotMillis, elements);
      return;
    }
    context.output(
        AccountFunction.LINE_MINUTES,
        new ElementDelta(machine.at(Level.LINE), minuteMillis, slotMillis, elements.pack()));
    long start = Math.floorDiv(minuteMillis, resolutionMillis) * resolutionMillis;
    if (start != startMillis || slotMillis != this.slotMillis) {
      flush();
      startMillis = start;
      this.slotMillis = slotMillis;
    }
    sum.add(elements);
  }

  /** Sends what is summed up; to be called at the end. */
  void flush() {
    if (!sum.isZero()) {
      send(startMillis, slotMillis, sum);
      sum = new Elements();
    }
  }

  private void send(long startMillis, long slotMillis, Elements elements) {
    byte[] packed = elements.pack();
    for (Level level : LEVELS) {
      out.collect(new ElementDelta(machine.at(level), startMillis, slotMillis, packed));
    }
  }
}
