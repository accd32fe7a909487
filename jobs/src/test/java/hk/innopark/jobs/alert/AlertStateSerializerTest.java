package hk.innopark.jobs.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.Level;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.state.StateBytes;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What savepoints hold of alerts can be read for as long as there are such savepoints. */
class AlertStateSerializerTest {
  private static final String VERSION_1 =
      "01010100067461692d706f000461636d6500066c696e652d31000000047265616c00000001000000"
          + "00000000010000000200000000000000020000000000000003000000000000000400000000000000"
          + "0500000000000000060000000100036f656501000000000000000a00000000000000650000000000"
          + "00006f00000000000000070000000000000008402200000000000000000002000000010000000000"
          + "00000c00000003000000000000000d000000000000000e000000000000000f000000010007736978"
          + "7465656e0000000000000011";
  private static final String OF_NOTHING =
      "01000000000080000000000000008000000000000000000000000000000000000000000000000000" + "0000";

  /** What version 2 adds behind the timer: the newest state of the machine, and its stamp. */
  private static final String TIMER = "0000000000000006";

  private static final String STATE = "0000000000000012" + "03";
  private static final String NO_STATE = "0000000000000000" + "ff";

  private static String version2(String state) {
    return "02" + VERSION_1.substring(2).replaceFirst(TIMER, TIMER + state);
  }

  @Test
  void theBytesOfAlertsStayAsTheyAre() throws Exception {
    assertThat(StateBytes.write(AlertStateSerializer.INSTANCE, state())).isEqualTo(version2(STATE));
    assertThat(StateBytes.write(AlertStateSerializer.INSTANCE, new AlertState()))
        .isEqualTo("02" + OF_NOTHING.substring(2, 60) + NO_STATE + OF_NOTHING.substring(60));
  }

  @Test
  void whatIsReadIsWrittenLikewise() throws Exception {
    AlertState read = StateBytes.read(AlertStateSerializer.INSTANCE, version2(STATE));
    assertThat(StateBytes.write(AlertStateSerializer.INSTANCE, read)).isEqualTo(version2(STATE));
  }

  @Test
  void theVersionBeforeIsRead() throws Exception {
    AlertState read = StateBytes.read(AlertStateSerializer.INSTANCE, VERSION_1);
    assertThat(StateBytes.write(AlertStateSerializer.INSTANCE, read)).isEqualTo(version2(NO_STATE));
  }

  @Test
  void aCopyIsTheSame() throws Exception {
    AlertState copy = AlertStateSerializer.INSTANCE.copy(state());
    assertThat(StateBytes.write(AlertStateSerializer.INSTANCE, copy)).isEqualTo(version2(STATE));
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> StateBytes.read(AlertStateSerializer.INSTANCE, "03"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("alert state of version 3; this release reads 1 to 2. ")
        .hasMessageContaining("innopark migrate");
  }

  @Test
  void savepointsNameTheSerializer() throws Exception {
    assertThat(StateBytes.snapshot(AlertStateSerializer.INSTANCE))
        .isEqualTo("hk.innopark.jobs.alert.AlertStateSerializer$Snapshot 3 0");
  }

  /** No two numbers in it are the same. */
  private static AlertState state() {
    AlertState state = new AlertState();
    state.entity = new Entity(Level.LINE, "tai-po", "acme", "line-1", null, "real");
    state.minutes.put(1L, new long[] {2, 3});
    state.judgedMillis = 4;
    state.heardMillis = 5;
    state.timerMillis = 6;
    state.stateAtMillis = 18;
    state.machineState = 3;
    AlertMemory alert = state.alert("oee");
    alert.raise(7, 8);
    alert.passed(9);
    alert.tell(Verdict.GOOD, 10, 111, Duration.ZERO, Duration.ofHours(1));
    state.window.addLast(new long[] {12});
    state.window.addLast(new long[] {13, 14, 15});
    state.numbers.put("sixteen", 17L);
    return state;
  }
}
