package hk.innopark.jobs.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTakeoverTest {
  private static final LedgerTakeover TAKEOVER =
      new LedgerTakeover(
          5, 60_150, 40, Map.of("acme|real", new LedgerTakeover.End(7, "ab", List.of(1L, -2L))));

  @TempDir Path folder;

  @Test
  void isReadAsItWasWritten() throws Exception {
    Path file = folder.resolve("takeover.json");
    TAKEOVER.write(file);

    LedgerTakeover read = LedgerTakeover.read(file);

    assertThat(read).usingRecursiveComparison().isEqualTo(TAKEOVER);
    assertThat(read.isNone()).isFalse();
  }

  @Test
  void aFileThatIsNoneIsRefusedByItsName() throws Exception {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"from\": 1}");
    assertThatThrownBy(() -> LedgerTakeover.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other.json")
        .hasMessageContaining("chains");
  }

  @Test
  void whatWasSaidAndWhatIsOfACutPeriodIsNotSaidAgainAlsoAfterARestartWithoutTheFile()
      throws Exception {
    List<Long> through = new ArrayList<>();
    var before = filter(TAKEOVER);
    before.open();
    before.processElement(new StreamRecord<>(50L, 149));
    before.processElement(new StreamRecord<>(50L, 150));
    before.processElement(new StreamRecord<>(39L, 151));
    through.addAll(before.extractOutputValues());
    var state = before.snapshot(1, 1);
    before.close();

    var after = filter(LedgerTakeover.NONE);
    after.initializeState(state);
    after.open();
    after.processElement(new StreamRecord<>(51L, 149));
    after.processElement(new StreamRecord<>(52L, 160));
    after.processElement(new StreamRecord<>(39L, 160));
    through.addAll(after.extractOutputValues());
    after.close();

    assertThat(through).containsExactly(50L, 52L);
  }

  private static OneInputStreamOperatorTestHarness<Long, Long> filter(LedgerTakeover takeover)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new TakenOverFilter<>(takeover, start -> start)));
  }
}
