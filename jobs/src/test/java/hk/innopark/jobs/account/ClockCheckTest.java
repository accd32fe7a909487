package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Reading;
import hk.innopark.jobs.reference.MachineHistory;
import org.junit.jupiter.api.Test;

/** A machine that sends each ten seconds. Times are seconds. */
class ClockCheckTest {
  private final ClockCheck check =
      new ClockCheck(new AccountState(), MachineHistory.of(TestMachine.standard()));

  private static Reading stamped(double second, double arrivalSecond) {
    return Readings.at(
        Device.at(second), Device.at(arrivalSecond), "b1", 1, Device.state("RUNNING"), "");
  }

  @Test
  void aStampTenSecondsAheadIsStillJitter() {
    assertThat(check.isOff(stamped(10, 0))).isFalse();
    assertThat(check.isOff(stamped(20.001, 10))).isTrue();
  }

  @Test
  void messagesAtTheirPaceAndTheSameMinutesLateComeFromAClockThatIsBehind() {
    assertThat(check.isOff(stamped(0, 300))).as("of one alone nothing is known").isFalse();
    assertThat(check.isOff(stamped(10, 310))).isTrue();
    assertThat(check.isOff(stamped(20, 322))).as("two seconds more are jitter").isTrue();
    assertThat(check.isOff(stamped(30, 330))).as("and two less").isTrue();
    assertThat(check.isOff(stamped(40, 342.001))).isFalse();
    assertThat(check.isOff(stamped(50, 350))).isFalse();
  }

  @Test
  void aMinuteLateIsNoClock() {
    assertThat(check.isOff(stamped(0, 60))).isFalse();
    assertThat(check.isOff(stamped(10, 70))).isFalse();
    assertThat(check.isOff(stamped(20, 80.001))).isTrue();
  }

  /** Half a period apart or more is the machine's own pace. */
  @Test
  void aBacklogComesInABurst() {
    assertThat(check.isOff(stamped(0, 300))).isFalse();
    assertThat(check.isOff(stamped(4, 304.999))).isFalse();
    assertThat(check.isOff(stamped(9, 309.999))).isTrue();
    assertThat(check.isOff(stamped(14, 314.998))).isFalse();
  }
}
