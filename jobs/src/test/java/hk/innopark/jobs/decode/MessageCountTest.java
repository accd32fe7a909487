package hk.innopark.jobs.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.junit.jupiter.api.Test;

class MessageCountTest {
  private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
  private final Map<String, Accumulator<?, ?>> accumulators = new HashMap<>();

  /** What a count asks of the subtask that it is in. */
  private RuntimeContext context() {
    return (RuntimeContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RuntimeContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getMetricGroup" -> metrics;
                  case "addAccumulator" ->
                      accumulators.put((String) arguments[0], (Accumulator<?, ?>) arguments[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void aMessageIsCountedForPrometheusAndForWhoStartedTheJob() {
    MessageCount count = MessageCount.open(context(), Refusals.COUNTED);
    count.add();
    count.add();
    assertThat(((Counter) metrics.get("refused")).getCount()).isEqualTo(2);
    assertThat(accumulators.get("refused").getLocalValue()).isEqualTo(2L);
  }
}
