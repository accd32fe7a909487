package hk.innopark.jobs.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of arrival time: periodic, and at least one each ten seconds of it, so that a job
 * which catches up holds no more between two of them than one which keeps up.
 */
public final class ArrivalWatermarks<T> implements WatermarkGenerator<T> {
  private static final long MOST_MILLIS = 10_000;

  private final long disorderMillis;
  private long greatestMillis;
  private long saidMillis = Long.MIN_VALUE;

  private ArrivalWatermarks(Duration disorder) {
    this.disorderMillis = disorder.toMillis();
    this.greatestMillis = Long.MIN_VALUE + disorderMillis + 1;
  }

  /**
   * A strategy without time stamps.
   *
   * @param disorder by how much a record may be behind one before it
   */
  public static <T> WatermarkStrategy<T> behind(Duration disorder) {
    return WatermarkStrategy.forGenerator(context -> new ArrivalWatermarks<>(disorder));
  }

  @Override
  public void onEvent(T event, long arrivalMillis, WatermarkOutput output) {
    if (arrivalMillis > greatestMillis) {
      greatestMillis = arrivalMillis;
      if (watermarkMillis() - MOST_MILLIS >= saidMillis) {
        say(output);
      }
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    say(output);
  }

  private void say(WatermarkOutput output) {
    saidMillis = watermarkMillis();
    output.emitWatermark(new Watermark(saidMillis));
  }

  private long watermarkMillis() {
    return greatestMillis - disorderMillis - 1;
  }
}
