package hk.innopark.jobs.sink.ledger;

import hk.innopark.jobs.account.AccountInput;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets pass what a machine says, at most every five seconds of arrival time. What was told last is
 * forgotten in a restart, after which each machine is told once more.
 */
public final class LastReadingFunction extends ProcessFunction<AccountInput, LastReading> {
  private static final long serialVersionUID = 1L;
  private static final long PAUSE_MILLIS = 5_000;

  private transient Map<String, Long> told;

  @Override
  public void processElement(AccountInput input, Context context, Collector<LastReading> out) {
    if (told == null) {
      told = new HashMap<>();
    }
    long arrival = input.raw().receivedAtMillis();
    Long before = told.get(input.key());
    if (before == null || arrival - before >= PAUSE_MILLIS) {
      told.put(input.key(), arrival);
      out.collect(LastReading.of(input));
    }
  }
}
