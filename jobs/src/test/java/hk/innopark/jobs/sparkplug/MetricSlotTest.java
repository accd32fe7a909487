package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Signal;
import org.junit.jupiter.api.Test;

class MetricSlotTest {
  @Test
  void everySignalHasASlotBeforeTheOtherMembers() {
    assertThat(Signal.values()).hasSizeLessThanOrEqualTo(MetricSlot.PRODUCT);
    for (Signal signal : Signal.values()) {
      assertThat(MetricSlot.of(signal.wireName())).isEqualTo(signal.ordinal());
    }
  }
}
