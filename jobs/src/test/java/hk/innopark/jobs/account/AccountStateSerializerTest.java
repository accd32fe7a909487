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
  /** {@link #state} as it was once written. */
  private static final String VERSION_5 =
      "0500000000000000010000000000000002800000000000000000000000000000037fffffffffffff"
          + "ff000000000000000400000000000000050000000000000006000000020000000000000007000262"
          + "380000000000000009030400066e6f6f646c650004706f2d3100000402000000000000000a000000"
          + "000000000b0000000c000000000000000d8000000e14000000000000000000000200000000000000"
          + "000000000002060104ff000000000000000e00036231350000000000000010ffff00000000000000"
          + "000000000080000000000000000000000000ffffffff000000010003623137000000000000001200"
          + "00000000000013000000000000001400000000000000150000000100036232320000000000000017"
          + "00000000000000180000000000000019000000000000001a0000001b00000001000000000000001c"
          + "00000002033a010000000000000000000000000000001f0a403e8000000000000000000000000000"
          + "ff7fffffffffffffff8000000000000000044006030404080a01ff00000000000000";

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
  void whatVersion5WroteIsRead() throws Exception {
    AccountState read = StateBytes.read(AccountStateSerializer.INSTANCE, VERSION_5);
    assertThat(StateBytes.write(AccountStateSerializer.INSTANCE, read))
        .isEqualTo(StateBytes.write(AccountStateSerializer.INSTANCE, state()));
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> StateBytes.read(AccountStateSerializer.INSTANCE, "02"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("account state of version 2; this release reads 3 to 6. ")
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
    state.stops.add(new StopTimes.Stop(32, 35, MachineState.DOWN, DowntimeReason.CHANGEOVER, 31));
    state.stops.add(new StopTimes.Stop(39, 44, MachineState.IDLE, null, Sample.NOT_DOWN));
    return state;
  }
}
