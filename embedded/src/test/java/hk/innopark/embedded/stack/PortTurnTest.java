package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PortTurnTest {
  @Test
  void theNextStackChoosesWhenTheFirstHasTakenItsPorts() throws Exception {
    PortTurn first = PortTurn.take();
    CompletableFuture<PortTurn> second = CompletableFuture.supplyAsync(PortTurn::take);
    assertThat(second).isNotCompleted();

    first.close();

    second.get(60, TimeUnit.SECONDS).close();
  }
}
