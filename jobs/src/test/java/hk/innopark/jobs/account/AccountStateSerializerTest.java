package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.account.AccountState.BootProgress;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.state.StateBytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What savepoints hold of accounts can be read for as long as there are such savepoints. */
class AccountStateSerializerTest {
  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    AccountState state = state();
    String bytes = StateBytes.write(AccountStateSerializer.INSTANCE, state);
    assertThat(
            StateBytes.write(
                AccountStateSerializer.INSTANCE,
                StateBytes.read(AccountStateSerializer.INSTANCE, bytes)))
        .isEqualTo(bytes);
    assertThat(StateBytes.write(AccountStateSerializer.INSTANCE, state.copy())).isEqualTo(bytes);
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> StateBytes.read(AccountStateSerializer.INSTANCE, "02"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("account state of version 2; this release reads 3 to 5. ")
        .hasMessageContaining("innopark migrate");
  }

  /** No two numbers in it are the same. */
  private static AccountState state() {
    AccountState state = new AccountState();
    state.slot = 1;
    state.arrivalMillis = 2;
    state.silenceMillis = 3;
    state.retained = 4;
    state.lastDelayMillis = 5;
    state.lastReceivedMillis = 6;
    Sample sample =
        new Sample(
            7,
            "b8",
            9,
            MachineState.DOWN,
            DowntimeReason.CHANGEOVER,
            "noodle",
            "po-1",
            new SignalValues(
                Sample.bit(Signal.GOOD_COUNT) | Sample.bit(Signal.WATER_M3), new long[] {10, 11}));
    sample.suspect = 12;
    sample.downSinceMillis = 13;
    sample.broken = Sample.HOLE | 14;
    sample.judge(Signal.WATER_M3, Step.FROM_ZERO);
    sample.runs = new StateRuns(new long[] {3, 5}, new byte[] {1, StateRuns.UNKNOWN});
    state.samples.add(sample);
    state.samples.add(
        new Sample(14, "b15", 16, null, null, null, null, new SignalValues(0, new long[0])));
    state.gaps.add(new SequenceGap("b17", 18, 19, 20, 21));
    state.boots.put("b22", new BootProgress(23, 24, 25, 26, 27));
    state.pending.add(28L, Element.IDLE_MS, 29);
    state.showPace(Signal.WATER_M3, 30.5);
    state.count(Signal.GOOD_COUNT, 31);
    return state;
  }
}
