package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.account.AccountState.BootProgress;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.state.StateBytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What savepoints hold of accounts can be read for as long as there are such savepoints. */
class AccountStateSerializerTest {
  private static final String TIMES = "0000000000000001" + "0000000000000002" + "0000000000000003";
  private static final String RETAINED = "00000004";
  private static final String ARRIVALS = "0000000000000005" + "0000000000000006";
  private static final String REST =
      "000000020000000000000007000262380000000000000009030400066e6f6f646c65000004020000"
          + "00000000000a000000000000000b0000000c000000000000000d01000000000000000e0003623135"
          + "0000000000000010ffff000000000000000000008000000000000000000000000100036231370000"
          + "00000000001200000000000000130000000000000014000000000000001500000001000362323200"
          + "00000000000017000000000000001800000001000000000000001a000000020332";
  private static final String VERSION_1 = "01" + TIMES + RETAINED + REST;
  private static final String VERSION_2 = "02" + TIMES + RETAINED + ARRIVALS + REST;

  @Test
  void theBytesOfAnAccountStayAsTheyAre() throws Exception {
    assertThat(StateBytes.write(AccountStateSerializer.INSTANCE, state())).isEqualTo(VERSION_2);
  }

  @Test
  void whatIsReadIsWrittenLikewise() throws Exception {
    AccountState read = StateBytes.read(AccountStateSerializer.INSTANCE, VERSION_2);
    assertThat(StateBytes.write(AccountStateSerializer.INSTANCE, read)).isEqualTo(VERSION_2);
  }

  @Test
  void aCopyIsTheSame() throws Exception {
    AccountState copy = AccountStateSerializer.INSTANCE.copy(state());
    assertThat(StateBytes.write(AccountStateSerializer.INSTANCE, copy)).isEqualTo(VERSION_2);
  }

  @Test
  void anAccountFromBeforeArrivalsWereKeptIsRead() throws Exception {
    AccountState read = StateBytes.read(AccountStateSerializer.INSTANCE, VERSION_1);
    assertThat(read.lastDelayMillis).isZero();
    assertThat(read.lastReceivedMillis).isZero();
    read.lastDelayMillis = 5;
    read.lastReceivedMillis = 6;
    assertThat(StateBytes.write(AccountStateSerializer.INSTANCE, read)).isEqualTo(VERSION_2);
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> StateBytes.read(AccountStateSerializer.INSTANCE, "03"))
        .isInstanceOf(IOException.class)
        .hasMessage("account state of unknown version 3");
  }

  @Test
  void savepointsNameTheSerializer() throws Exception {
    assertThat(StateBytes.snapshot(AccountStateSerializer.INSTANCE))
        .isEqualTo("hk.innopark.jobs.account.AccountStateSerializer$Snapshot 3 0");
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
            new SignalValues(
                Sample.bit(Signal.GOOD_COUNT) | Sample.bit(Signal.WATER_M3), new long[] {10, 11}));
    sample.suspect = 12;
    sample.downSinceMillis = 13;
    sample.afterHole = true;
    state.samples.add(sample);
    state.samples.add(
        new Sample(14, "b15", 16, null, null, null, new SignalValues(0, new long[0])));
    state.gaps.add(new SequenceGap("b17", 18, 19, 20, 21));
    state.boots.put("b22", new BootProgress(23, 24));
    Elements elements = new Elements();
    elements.add(Element.IDLE_MS, 25);
    state.pending.put(26L, elements);
    return state;
  }
}
