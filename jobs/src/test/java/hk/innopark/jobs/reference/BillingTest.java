package hk.innopark.jobs.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BillingTest {
  @Test
  void whatIsNotBilledMayBeAskedByEveryThread() {
    LocalDate first = LocalDate.of(2026, 1, 1);
    long billed =
        IntStream.range(0, 1_000_000)
            .parallel()
            .filter(i -> Billing.NONE.on(first.plusDays(i % 1_000)).isPresent())
            .count();
    assertThat(billed).isZero();
  }
}
