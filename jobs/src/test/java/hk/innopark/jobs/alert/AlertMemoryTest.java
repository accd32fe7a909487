package hk.innopark.jobs.alert;

import static hk.innopark.jobs.alert.Verdict.BAD;
import static hk.innopark.jobs.alert.Verdict.BETWEEN;
import static hk.innopark.jobs.alert.Verdict.GOOD;
import static hk.innopark.jobs.alert.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.alert.AlertMemory.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Raised after three bad minutes, cleared after two good ones. */
class AlertMemoryTest {
  private static final Duration LASTING = Duration.ofMinutes(3);
  private static final Duration CLEAR_FOR = Duration.ofMinutes(2);
  private static final long MINUTE = 60_000L;

  @Test
  void it_is_raised_when_the_bad_has_lasted_and_cleared_when_the_good_has() {
    AlertMemory memory = new AlertMemory();
    assertThat(tell(memory, 0, BAD, BAD, BAD, BAD, GOOD, GOOD))
        .containsExactly("RAISED 3", "CLEARED 6");
    assertThat(memory.sinceMillis()).isZero();
  }

  @Test
  void what_changes_its_mind_each_minute_raises_nothing() {
    assertThat(tell(new AlertMemory(), 0, BAD, GOOD, BAD, BAD, GOOD, BAD, BETWEEN, BAD, BAD))
        .isEmpty();
  }

  @Test
  void between_the_thresholds_an_alert_stays_as_it_is() {
    AlertMemory memory = new AlertMemory();
    assertThat(tell(memory, 0, BAD, BAD, BAD, BETWEEN, GOOD, BETWEEN, GOOD, BAD, GOOD))
        .containsExactly("RAISED 3");
    assertThat(tell(memory, 9, GOOD)).containsExactly("CLEARED 10");
  }

  @Test
  void time_of_which_nothing_is_known_counts_for_neither() {
    AlertMemory memory = new AlertMemory();
    assertThat(tell(memory, 0, BAD, UNKNOWN, BAD, UNKNOWN, BAD, GOOD, UNKNOWN, GOOD))
        .containsExactly("RAISED 5", "CLEARED 8");
  }

  @Test
  void a_long_silence_breaks_the_counting() {
    AlertMemory memory = new AlertMemory();
    assertThat(tell(memory, 0, BAD, BAD)).isEmpty();
    assertThat(tell(memory, 30, BAD, BAD)).isEmpty();
    assertThat(tell(memory, 32, BAD)).containsExactly("RAISED 33");
    assertThat(memory.sinceMillis()).isEqualTo(30 * MINUTE);
  }

  @Test
  void it_comes_back_from_bytes_as_it_was() throws Exception {
    AlertMemory memory = new AlertMemory();
    tell(memory, 0, BAD, BAD, BAD, GOOD);
    memory.passed(0.5);
    DataOutputSerializer out = new DataOutputSerializer(64);
    memory.write(out);
    AlertMemory read = AlertMemory.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read).usingRecursiveComparison().isEqualTo(memory);
    assertThat(tell(read, 4, GOOD)).containsExactly("CLEARED 5");
  }

  /** Tells one minute after the other; what changed, and at the end of which minute. */
  private static List<String> tell(AlertMemory memory, int firstMinute, Verdict... verdicts) {
    List<String> changes = new ArrayList<>();
    for (int index = 0; index < verdicts.length; index++) {
      int end = firstMinute + index + 1;
      Change change = memory.tell(verdicts[index], MINUTE, end * MINUTE, LASTING, CLEAR_FOR);
      if (change != Change.NONE) {
        changes.add(change + " " + end);
      }
    }
    return changes;
  }
}
