package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.FigureFields;
import hk.innopark.events.OrderFields;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrderAmountTest {
  @Test
  void theAmountsThatAreWrittenAreThoseThatAreRead() {
    assertThat(Arrays.stream(OrderAmount.values()).map(OrderAmount::column))
        .isEqualTo(OrderFields.AMOUNTS);
  }

  @Test
  void theFiguresOfOrdersAreFiguresOfThroughput() {
    assertThat(FigureFields.THROUGHPUT).containsAll(OrderFields.THROUGHPUT);
  }
}
