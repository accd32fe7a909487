package hk.innopark.jobs.rollup;

import java.util.concurrent.Callable;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/** The quiet hours of one key, in the state of its operator. */
final class KeyedHours implements HourBlocks.Store {
  private final AbstractStreamOperator<?> operator;
  private final MapState<Long, byte[]> hours;
  private final String key;

  KeyedHours(AbstractStreamOperator<?> operator, MapState<Long, byte[]> hours, String key) {
    this.operator = operator;
    this.hours = hours;
    this.key = key;
  }

  @Override
  public byte[] get(long hourMillis) {
    return ask(() -> hours.get(hourMillis));
  }

  @Override
  public void put(long hourMillis, byte[] block) {
    ask(
        () -> {
          hours.put(hourMillis, block);
          return null;
        });
  }

  @Override
  public void remove(long hourMillis) {
    ask(
        () -> {
          hours.remove(hourMillis);
          return null;
        });
  }

  private <T> T ask(Callable<T> question) {
    try {
      if (!key.equals(operator.getCurrentKey())) {
        operator.setCurrentKey(key);
      }
      return question.call();
    } catch (Exception failed) {
      throw new IllegalStateException("the state of " + key + " cannot be reached", failed);
    }
  }
}
